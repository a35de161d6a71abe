// How well scores tell unusual samples from others.

import { orderOf } from "./arrays.mjs";

/// The area under the receiver operating characteristic: how probably an unusual sample scores higher than a usual one, where equal
/// scores count half (Hanley and McNeil 1982). NaN unless there are both.
export function areaUnderRoc(scores, isUnusual) {
  const order = orderOf(scores);
  let unusual = 0, ranks = 0;
  for (let begin = 0; begin < order.length;) {
    let end = begin;
    while (end < order.length && scores[order[end]] === scores[order[begin]]) ++end;
    const among = order.slice(begin, end).filter((i) => isUnusual[i]).length;
    ranks += among * (begin + 1 + end) / 2;  // equal scores share the mean of their ranks
    unusual += among;
    begin = end;
  }
  return (ranks - unusual * (unusual + 1) / 2) / (unusual * (order.length - unusual));
}

/// {above, precision, recall, f1} where scores from `threshold` on are called unusual; shares without samples are NaN.
export function detectionAt(scores, isUnusual, threshold) {
  let above = 0, found = 0, unusual = 0;
  scores.forEach((score, i) => {
    if (isUnusual[i]) ++unusual;
    if (score < threshold) return;
    ++above;
    if (isUnusual[i]) ++found;
  });
  return { above, precision: found / above, recall: found / unusual, f1: 2 * found / (above + unusual) };
}
