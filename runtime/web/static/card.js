// The handover record as a card. Everything is text: nothing of the record is ever read as markup.

import { fill } from "./words.js";

export function element(tag, text, className) {
  const node = document.createElement(tag);
  if (text !== undefined && text !== null) node.textContent = text;
  if (className) node.className = className;
  return node;
}

// Wide screens show the whole card beside the chat, narrow ones a line above it that opens.
const wide = matchMedia("(min-width: 901px)");

export function showCard(into, record, words) {
  const whole = into.querySelector(".whole");
  const open = whole?.querySelector("details")?.open ?? false;
  const card = element("details", null, "whole");
  card.open = whole?.open ?? wide.matches;
  const head = element("summary");
  head.append(element("h2", words.card), element("span", ` ${record.to_name}`, "aside"));
  card.append(
    head,
    element("p", words.card_hint, "hint"),
    tags(record, words),
    ...section(words.summary, element("p", record.summary)),
    ...wait(record, words),
    ...known(record, words),
    ...missing(record, words),
    ...why(record, words),
    raw(record, words, open),
  );
  into.replaceChildren(card);
  into.setAttribute("aria-label", words.card);
  into.dataset.handover = record.id;
  into.hidden = false;
}

function section(title, ...nodes) {
  return nodes.length ? [element("h3", title), ...nodes] : [];
}

function tags(record, words) {
  const list = element("ul", null, "tags");
  list.append(element("li", record.to_name || record.to || "…"));
  list.append(element("li", words.state[record.state] ?? record.state));
  list.append(element("li", words.priority[record.priority] ?? record.priority, record.priority));
  const topic = (record.slots ?? []).find((slot) => slot.name === "topic");
  if (topic || record.topic) list.append(element("li", topic?.shown ?? record.topic));
  if (record.agent) list.append(element("li", record.agent));
  return list;
}

function wait(record, words) {
  const last = (record.wait?.announced ?? []).at(-1);
  return last ? section(words.wait, element("p", waitText(last, words))) : [];
}

function waitText(announced, words) {
  if (announced.wait !== "range") return words[announced.wait] ?? announced.wait;
  const low = Math.round((announced.low ?? 0) / 60);
  const high = Math.round((announced.high ?? 0) / 60);
  return low > 0 ? fill(words.range, low, high) : fill(words.below, high);
}

function known(record, words) {
  const slots = record.slots ?? [];
  if (!slots.length) return [];
  const list = element("dl", null, "facts");
  for (const slot of slots) {
    const row = element("div");
    const value = element("dd", slot.shown);
    const origin = slot.said ? fill(words.said, slot.said) : words.source[slot.source] ?? slot.source;
    value.append(element("small", origin));
    row.append(element("dt", slot.label), value);
    list.append(row);
  }
  return section(words.known, list);
}

function missing(record, words) {
  const lines = (record.missing ?? []).map((one) => `${one.slot} (${words.because[one.because] ?? one.because})`);
  return lines.length ? section(words.missing, element("p", lines.join(", "))) : [];
}

function why(record, words) {
  const lines = (record.why ?? []).map((one) => {
    const inputs = one.inputs.map(([heading, value]) => `${heading} = ${value}`).join(", ");
    return element("p", `${one.output}: ${fill(words.row, one.table, one.row)}${inputs ? ` · ${inputs}` : ""}`);
  });
  return section(words.why, ...lines);
}

function raw(record, words, open) {
  const details = element("details");
  details.open = open;
  const text = element("pre", JSON.stringify(record, null, 2));
  text.tabIndex = 0;
  details.append(element("summary", words.raw), text);
  return details;
}
