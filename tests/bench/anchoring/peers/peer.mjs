// A matcher of another annotation tool behind the protocol of `hashiya locate --jsonl`.
//
//     node peer.mjs NAME < questions > answers
//
// The text of a source is the one text node of an element, as a tool would find it in a page.
// Offsets are code points outside and UTF-16 units inside.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const name = process.argv[2];
const require = createRequire(join(process.cwd(), 'package.json'));
const { JSDOM } = require('jsdom');
const { document, Node, NodeFilter, Range } = new JSDOM('<!doctype html><body>').window;
Object.assign(globalThis, { document, Node, NodeFilter, Range });

const sources = new Map();

// The matcher sees one element at a time: what is not asked about is not in the document.
function put(text) {
  const element = document.createElement('pre');
  element.textContent = text;
  document.body.replaceChildren(element);
  return element;
}

function codePoints(text, units) {
  return Array.from(text.slice(0, units)).length;
}

function units(text, points) {
  return Array.from(text).slice(0, points).join('').length;
}

// dom-anchor-text-quote searches with diff-match-patch, near the hint where there is one.
async function textQuote() {
  const { toTextPosition } = require('dom-anchor-text-quote');
  return async (root, text, { quote, prefix, suffix, position }) => {
    const options = position === undefined ? {} : { hint: units(text, position) };
    return toTextPosition(root, { exact: quote, prefix, suffix }, options);
  };
}

// Apache Annotator gives every exact match; it is taken at its word only where there is one.
async function apacheAnnotator() {
  const entry = join(process.cwd(), 'node_modules/@apache-annotator/dom/lib/index.js');
  const { createTextQuoteSelectorMatcher } = await import(pathToFileURL(entry));
  return async (root, text, { quote, prefix, suffix }) => {
    const match = createTextQuoteSelectorMatcher(
      { type: 'TextQuoteSelector', exact: quote, prefix, suffix });
    const found = [];
    for await (const range of match(root)) {
      found.push({ start: range.startOffset, end: range.endOffset });
      if (found.length > 1) return null;
    }
    return found[0] ?? null;
  };
}

const matchers = { 'dom-anchor-text-quote': textQuote, 'apache-annotator': apacheAnnotator };
const find = await matchers[name]();

let current = null;

async function answer({ id, source, selector }) {
  const text = sources.get(source);
  if (current?.source !== source) current = { source, root: put(text) };
  try {
    const found = await find(current.root, text, selector);
    if (!found) return { id, start: null, reason: 'not_found' };
    const [start, end] = [codePoints(text, found.start), codePoints(text, found.end)];
    return { id, start, end, status: 'exact' };
  } catch (error) {
    return { id, start: null, reason: 'not_found', error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (question.op === 'source') sources.set(question.id, question.text);
  else process.stdout.write(JSON.stringify(await answer(question)) + '\n');
}
