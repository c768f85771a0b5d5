// The stand-in desk's page. Everything that comes from a customer is shown as text.

const $ = (id) => document.getElementById(id);
const STATES = {
  queued: "menunggu", assigned: "ditawarkan", with_agent: "ditangani", escalated: "dinaikkan",
  left_message: "pesan ditinggalkan", closed: "selesai",
};
const NEED_WORDS = ["message", "note", "transferred"];
const KEEP_WORDS = ["accepted", "declined", "resolved"];
const PRIORITIES = { low: "rendah", normal: "biasa", high: "tinggi", urgent: "mendesak" };
const LOOK_MS = 1000;
let handovers = [];
let chosen = null;
let shown = "";

function element(tag, text, className) {
  const node = document.createElement(tag);
  if (text !== undefined && text !== null) node.textContent = text;
  if (className) node.className = className;
  return node;
}

async function look() {
  try {
    handovers = (await (await fetch("/api/handovers")).json()).handovers;
    if (!handovers.some((one) => one.id === chosen)) chosen = handovers[0]?.id ?? null;
    const now = JSON.stringify([handovers, chosen]);
    if (now !== shown) {
      shown = now;
      show();
    }
  } catch {
    $("problem").textContent = "Meja ini sedang tidak bisa dihubungi.";
  }
  setTimeout(look, LOOK_MS);
}

function show() {
  $("none").hidden = handovers.length > 0;
  $("list").replaceChildren(...handovers.map(entry));
  const handover = handovers.find((one) => one.id === chosen);
  $("open").hidden = !handover;
  if (handover) open(handover);
}

function who(record) {
  const told = (record.slots ?? []).find((slot) => ["nama", "name"].includes(slot.name));
  return record.customer.name || told?.shown || record.customer.phone || "Pelanggan";
}

function entry(handover) {
  const item = element("li");
  const button = element("button");
  button.type = "button";
  button.setAttribute("aria-current", String(handover.id === chosen));
  const state = handover.ended ? "selesai" : STATES[handover.record.state] ?? handover.record.state;
  button.append(element("b", who(handover.record)));
  button.append(element("span", `${handover.record.to_name} · ${state}`));
  button.append(element("span", handover.lines.at(-1)?.text ?? ""));
  button.addEventListener("click", () => {
    chosen = handover.id;
    $("needs").hidden = true;
    shown = "";
    show();
  });
  item.append(button);
  return item;
}

function open(handover) {
  const record = handover.record;
  $("open").dataset.handover = handover.id;
  $("name").textContent = who(record);
  $("tags").replaceChildren(
    element("li", record.to_name),
    element("li", `prioritas ${PRIORITIES[record.priority] ?? record.priority}`, record.priority),
    element("li", record.level),
    element("li", record.conversation.channel),
    element("li", handover.ended ? "selesai" : STATES[record.state] ?? record.state),
  );
  $("summary").textContent = record.summary;
  $("facts").replaceChildren(
    ...(record.slots ?? []).flatMap((slot) => {
      const value = element("dd", slot.shown);
      if (slot.said) value.append(element("small", ` · “${slot.said}”`));
      return [element("dt", slot.label), value];
    }),
  );
  $("missing").textContent = (record.missing ?? []).map((one) => one.slot).join(", ");
  $("changes").textContent = handover.changes.join(" · ");
  const names = { customer: who(record), bot: "bot", note: "catatan" };
  $("lines").replaceChildren(
    ...handover.lines.map((line) => {
      const item = element("li", null, line.who);
      if (line.who !== "event") item.append(element("b", line.agent || names[line.who] || line.who));
      item.append(line.text);
      return item;
    }),
  );
  $("lines").scrollTop = $("lines").scrollHeight;
  const divisions = new Set(handovers.map((one) => one.record.to));
  $("divisions").replaceChildren(...[...divisions].map((name) => new Option(name)));
  $("shortcuts").replaceChildren(...(record.shortcuts ?? []).map(shortcut));
  for (const button of document.querySelectorAll("form button")) button.disabled = handover.ended;
}

// A shortcut's button; one with needs opens a form for them first.
function shortcut(one) {
  const button = element("button", one.label);
  button.type = "button";
  button.addEventListener("click", () => ((one.needs ?? []).length ? fill(one) : act("shortcut", { shortcut: one.name })));
  return button;
}

function fill(one) {
  const fields = one.needs.map((need) => {
    const options = need.options ?? [];
    const field = element(options.length ? "select" : "input");
    field.name = need.slot;
    field.replaceChildren(...options.map((option) => new Option(option.label, option.word)));
    field.value = need.known ?? "";
    const label = element("label", `${need.label} `);
    label.append(field);
    return label;
  });
  const run = element("button", one.label);
  run.type = "button";
  run.addEventListener("click", async () => {
    const named = [...$("needs").querySelectorAll("[name]")].map((field) => [field.name, field.value.trim()]);
    if (await act("shortcut", { shortcut: one.name, with: Object.fromEntries(named) })) $("needs").hidden = true;
  });
  $("needs").replaceChildren(element("legend", one.label), ...fields, run);
  $("needs").hidden = false;
  $("needs").querySelector("[name]").focus();
}

async function act(name, more = {}) {
  const written = $("text").value.trim();
  if (NEED_WORDS.includes(name) && !written) {
    $("problem").textContent = name === "transferred" ? "Tulis alasannya dulu." : "";
    $("text").focus();
    return false;
  }
  $("problem").textContent = "";
  const answer = await fetch(`/api/handovers/${encodeURIComponent(chosen)}/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agent: $("agent").value.trim(), text: written, to: $("to").value.trim(), ...more }),
  });
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    $("problem").textContent = `Bot tidak menerimanya (${told.status ?? answer.status}).`;
    return false;
  }
  if (name !== "shortcut" && !KEEP_WORDS.includes(name)) $("text").value = "";
  return true;
}

for (const button of document.querySelectorAll("[data-act]")) {
  if (button.type === "button") button.addEventListener("click", () => act(button.dataset.act));
}
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  act("message");
});
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    act("message");
  }
});
look();
