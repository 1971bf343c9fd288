// One questionnaire in the words of each engine. Each is handed the same data: facts, and the credit
// of each question, `null` where it is N/A. Each gives `[got, of]` of what applies, in weight times
// percent. What can be prepared once is prepared once.

import { createRequire } from "node:module";

import { LogicEngine } from "json-logic-engine";
import { Engine } from "json-rules-engine";

const require = createRequire(import.meta.url);
const jsonLogic = require("json-logic-js");
const zen = require("@gorules/zen-engine");

export const packages = ["json-logic-engine", "json-logic-js", "@gorules/zen-engine", "json-rules-engine"];

/** A name that every engine reads as one name. */
export const plain = (name) => name.replaceAll(/[.-]/g, "_");

/** Calls the maker of `any`, `all`, `not` or of a test. */
function walk([operator, ...rest], make) {
  if (operator === "any" || operator === "all") {
    return make[operator](rest.map((part) => walk(part, make)));
  }
  if (operator === "not") return make.not(walk(rest[0], make));
  return make.test(operator, plain(rest[0]), rest[1]);
}

const unfit = (operator) => {
  throw new Error(`no word for ${operator}`);
};

/** A loop, with conditions as closures: what one would write by hand. */
function loop(questions) {
  const tests = {
    is: (path, value) => (facts) => facts[path] === value,
    "is not": (path, value) => (facts) => facts[path] !== value,
    includes: (path, value) => (facts) => facts[path].includes(value),
    ">=": (path, value) => (facts) => facts[path] >= value,
  };
  const make = {
    any: (parts) => (facts) => parts.some((part) => part(facts)),
    all: (parts) => (facts) => parts.every((part) => part(facts)),
    not: (part) => (facts) => !part(facts),
    test: (operator, path, value) => (tests[operator] ?? unfit(operator))(path, value),
  };
  const rules = questions.map(({ id, weight, when }) => ({
    id: plain(id),
    weight,
    applies: when && walk(when, make),
  }));
  return {
    name: "plain JavaScript loop",
    score({ facts, credit }) {
      let got = 0;
      let of = 0;
      for (const { id, weight, applies } of rules) {
        const earned = credit[id];
        if (earned === null || (applies && !applies(facts))) continue;
        got += weight * earned;
        of += weight * 100;
      }
      return [got, of];
    },
  };
}

/** Two sums of as many `if`s as there are questions. */
function jsonLogicRule(questions) {
  const words = { is: "===", "is not": "!==", ">=": ">=" };
  const make = {
    any: (parts) => ({ or: parts }),
    all: (parts) => ({ and: parts }),
    not: (part) => ({ "!": [part] }),
    test: (operator, path, value) => {
      const fact = { var: `facts.${path}` };
      if (operator === "includes") return { in: [value, fact] };
      return { [words[operator] ?? unfit(operator)]: [fact, value] };
    },
  };
  const sum = (worth) => ({
    "+": questions.map(({ id, weight, when }) => {
      const credit = { var: `credit.${plain(id)}` };
      const counts = { "!==": [credit, null] };
      return { if: [when ? { and: [walk(when, make), counts] } : counts, worth(weight, credit), 0] };
    }),
  });
  return [sum((weight, credit) => ({ "*": [weight, credit] })), sum((weight) => weight * 100)];
}

function jsonLogicJs(questions) {
  const rule = jsonLogicRule(questions);
  return { name: "json-logic-js", score: (data) => jsonLogic.apply(rule, data) };
}

function jsonLogicEngine(questions) {
  const compiled = new LogicEngine().build(jsonLogicRule(questions));
  return { name: "json-logic-engine, compiled", score: (data) => compiled(data) };
}

/** A decision with one node of two expressions. */
function zenEngine(questions) {
  const quote = (value) => JSON.stringify(value);
  const words = { is: "==", "is not": "!=", ">=": ">=" };
  const make = {
    any: (parts) => `(${parts.join(" or ")})`,
    all: (parts) => `(${parts.join(" and ")})`,
    not: (part) => `(not ${part})`,
    test: (operator, path, value) =>
      operator === "includes"
        ? `${quote(value)} in facts.${path}`
        : `facts.${path} ${words[operator] ?? unfit(operator)} ${quote(value)}`,
  };
  const sum = (worth) => {
    const parts = questions.map(({ id, weight, when }) => {
      const credit = `credit.${plain(id)}`;
      const counts = `${credit} != null`;
      return `(${when ? `${walk(when, make)} and ${counts}` : counts} ? ${worth(weight, credit)} : 0)`;
    });
    return `sum([${parts.join(", ")}])`;
  };
  const expressions = [
    { id: "1", key: "got", value: sum((weight, credit) => `${weight} * ${credit}`) },
    { id: "2", key: "of", value: sum((weight) => `${weight * 100}`) },
  ];
  const content = {
    nodes: [
      { id: "in", name: "in", type: "inputNode" },
      { id: "sum", name: "sum", type: "expressionNode", content: { expressions } },
      { id: "out", name: "out", type: "outputNode" },
    ],
    edges: [
      { id: "1", type: "edge", sourceId: "in", targetId: "sum" },
      { id: "2", type: "edge", sourceId: "sum", targetId: "out" },
    ],
  };
  const decision = new zen.ZenEngine().createDecision(new zen.ZenDecisionContent(content));
  return {
    name: "@gorules/zen-engine",
    async score({ facts, credit }) {
      const { result } = await decision.evaluate({ facts, credit });
      return [result.got, result.of];
    },
  };
}

/** A rule a question; the engine says which hold, and has no arithmetic: the sum is ours. */
function jsonRulesEngine(questions) {
  const words = { is: "equal", "is not": "notEqual", includes: "contains", ">=": "greaterThanInclusive" };
  const make = {
    any: (parts) => ({ any: parts }),
    all: (parts) => ({ all: parts }),
    not: (part) => ({ not: part }),
    test: (operator, fact, value) => ({ fact, operator: words[operator] ?? unfit(operator), value }),
  };
  const engine = new Engine();
  for (const { id, weight, when } of questions) {
    const counts = { fact: plain(id), operator: "notEqual", value: null };
    engine.addRule({
      conditions: { all: when ? [walk(when, make), counts] : [counts] },
      event: { type: plain(id), params: { weight } },
    });
  }
  return {
    name: "json-rules-engine",
    async score({ facts, credit }) {
      const { events } = await engine.run({ ...facts, ...credit });
      let got = 0;
      let of = 0;
      for (const { type, params } of events) {
        got += params.weight * credit[type];
        of += params.weight * 100;
      }
      return [got, of];
    },
  };
}

export const all = { loop, jsonLogicEngine, jsonLogicJs, zenEngine, jsonRulesEngine };
