// web/package/hourglass.d.mts and web/package/autoencoder.d.mts match the modules that they declare, and compile with programs
// that use them.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kRoot, kSite, test } from "../harness.mjs";
import { projectOf, toolProgram, versionOf } from "./tools.mjs";

const require = createRequire(import.meta.url);

// The statements of the declarations of the engine and of the package.
function statements() {
  const ts = require("typescript");
  return ["hourglass.d.mts", "autoencoder.d.mts"].flatMap((name) => {
    const file = join(kRoot, "web/package", name);
    return [...ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true).statements];
  });
}

// Their interfaces: name -> node.
const interfaces = () => new Map(statements().filter(require("typescript").isInterfaceDeclaration).map((node) => [node.name.text, node]));

// What one of their types is made of.
const typeNamed = (name) => statements().find((node) => require("typescript").isTypeAliasDeclaration(node) && node.name.text === name).type;

// {member: its type's text} of an interface, with the members of those that it extends.
function membersOf(name, known = interfaces()) {
  const node = known.get(name);
  const inherited = (node.heritageClauses ?? []).flatMap(({ types }) => types).filter(({ expression }) => known.has(expression.text));
  const own = Object.fromEntries(node.members.filter(({ name }) => name.text !== undefined).map((member) => [member.name.text, member.type?.getText()]));
  return Object.assign({}, ...inherited.map(({ expression }) => membersOf(expression.text, known)), own);
}

async function loadEngine() {
  const { loadHourglass } = await import(pathToFileURL(join(kSite, "hourglass.mjs")));
  return loadHourglass({ threads: false });
}

test("declarations: the settings are those of the table", async () => {
  const types = { integer: "number", number: "number", boolean: "boolean", text: "string", integers: "readonly number[]" };
  const declared = membersOf("Settings");
  const families = typeNamed("Family").types.map(({ literal }) => literal.text);
  // A choice is declared by its names, or as any text where the build decides which there are.
  const typeOf = ({ key, type, choices }) => (key === "family") ? "Family | (string & {})" :
    choices.length > 0 && declared[key] !== "string" ? choices.map((choice) => `"${choice}"`).join(" | ") : types[type];
  const expected = Object.fromEntries((await loadEngine()).settingsTable().map((row) => [row.key, typeOf(row)]));
  for (const key of new Set([...Object.keys(expected), ...Object.keys(declared)])) {
    check(expected[key] === declared[key], `${key}: the table says ${expected[key]}, hourglass.d.mts says ${declared[key]}`);
  }
  const known = (await loadEngine()).settingsTable().find(({ key }) => key === "family").choices;
  check(families.join() === known.join(), `the engine has the families ${known}, hourglass.d.mts has ${families}`);
  return `${Object.keys(declared).length} settings`;
});

test("declarations: declare exactly the engine's functions", async () => {
  const engine = await loadEngine();
  const session = engine.create({ samples: 200, held_out_samples: 20 });
  for (const [name, object] of [["Engine", engine], ["Session", session]]) {
    const own = [...Object.getOwnPropertyNames(Object.getPrototypeOf(object)), ...Object.keys(object)];
    const found = own.filter((member) => member !== "constructor").sort().join(" ");
    const declared = Object.keys(membersOf(name)).sort().join(" ");
    check(found === declared, `${name} has ${found}; declared are ${declared}`);
  }
  session.dispose();
});

test("declarations: declare exactly the calls of an autoencoder, all of which the engine has", async () => {
  const { create } = await import(pathToFileURL(join(kSite, "autoencoder.mjs")));
  const { kCalls } = await import(pathToFileURL(join(kSite, "package/session.mjs")));
  const model = await create({ samples: 200, held_out_samples: 20 });
  const declared = Object.keys(membersOf("Autoencoder")).sort().join(" ");
  const found = [...Object.getOwnPropertyNames(Object.getPrototypeOf(model)), ...Object.keys(model)];
  check(found.filter((name) => name !== "constructor").sort().join(" ") === declared, `it has ${found}; declared are ${declared}`);
  model.dispose();
  const below = { ...membersOf("Session"), ...membersOf("Engine") };
  for (const name of Object.keys(kCalls)) check(name in below, `${name} may be called, but the engine has no such function`);
});

// Compiles a project by a TypeScript compiler.
function compile(compiler, ...given) {
  try {
    execFileSync(process.execPath, [compiler, ...given], { encoding: "utf8" });
  } catch (error) {
    throw new Error(`the TypeScript compiler says: ${error.stdout}`);
  }
}

test("declarations: compile, with programs that use them and mistakes that must not", () => {
  compile(join(dirname(require.resolve("typescript/package.json")), "bin/tsc"), "-p", join(kRoot, "tests/web"));
});

// The oldest TypeScript that they are made for, and the newest.
for (const tool of ["typescript-5.2", "typescript-6", "typescript-7"]) {
  test(`declarations: compile by ${tool}`, () => {
    compile(toolProgram(`${tool}/bin/tsc`), "-p", join(kRoot, "tests/web"), "--exactOptionalPropertyTypes", "true");
    return versionOf(tool);
  });
}

test("declarations: compile in React", () => {
  compile(toolProgram("typescript-7/bin/tsc"), "-p", projectOf("react-types", join(kRoot, "web/examples/frameworks/react")));
});
