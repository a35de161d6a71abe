// Points in a cube, which the reader turns by dragging or with the arrow keys.

import { between, css } from "./canvas.mjs";

const kStep = Math.PI / 18;
const kKeys = { ArrowLeft: [-kStep, 0], ArrowRight: [kStep, 0], ArrowUp: [0, -kStep], ArrowDown: [0, kStep] };
const kCorners = Array.from({ length: 8 }, (_, n) => [n & 1, (n >> 1) & 1, n >> 2]);
const kEdges = kCorners.flatMap((_, a) => [1, 2, 4].filter((bit) => !(a & bit)).map((bit) => [a, a | bit]));

export class Space {
  #turn = 0.6;
  #tilt = 0.6;
  #points = new Float32Array(0);
  #along = new Float32Array(0);

  /// `changed` is called when the reader has turned the cube.
  constructor(canvas, changed) {
    const turn = (by, tilt) => {
      this.#turn += by;
      this.#tilt = Math.max(-1.4, Math.min(1.4, this.#tilt + tilt));
      canvas.dataset.turn = this.#turn.toFixed(3);
      changed();
    };
    canvas.addEventListener("keydown", (event) => {
      const key = kKeys[event.key];
      if (!key) return;
      event.preventDefault();
      turn(...key);
    });
    canvas.addEventListener("pointerdown", ({ pointerId }) => canvas.setPointerCapture(pointerId));
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) turn(event.movementX / 100, event.movementY / 100);
    });
  }

  /// What draw() is to draw: points one after the other, and for each its shade from 0 to 1.
  show(points, along) {
    this.#points = points;
    this.#along = along;
  }

  // [x, y, depth] on the canvas.
  #project(x, y, z, width, height) {
    const size = Math.min(width, height) * 0.55;
    const [a, b, c] = [x - 0.5, y - 0.5, z - 0.5];
    const across = a * Math.cos(this.#turn) + c * Math.sin(this.#turn), deep = c * Math.cos(this.#turn) - a * Math.sin(this.#turn);
    const up = b * Math.cos(this.#tilt) - deep * Math.sin(this.#tilt);
    return [width / 2 + across * size, height / 2 - up * size, deep * Math.cos(this.#tilt) + b * Math.sin(this.#tilt)];
  }

  draw(context, width, height, { accent, ink, line }) {
    const corners = kCorners.map((corner) => this.#project(...corner, width, height));
    context.strokeStyle = css(line);
    context.beginPath();
    for (const [from, to] of kEdges) {
      context.moveTo(corners[from][0], corners[from][1]);
      context.lineTo(corners[to][0], corners[to][1]);
    }
    context.stroke();
    const dots = Array.from(this.#along, (along, n) => [...this.#project(...this.#points.subarray(3 * n, 3 * n + 3), width, height), along]);
    dots.sort((a, b) => b[2] - a[2]);
    for (const [x, y, depth, along] of dots) {
      context.fillStyle = css(between(ink, accent, along), 0.85 - 0.4 * (depth + 0.5));
      context.beginPath();
      context.arc(x, y, Math.min(width, height) / 130 - depth, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
