// The chat page. What the server says is shown as text, never as markup; what is not sent stays visible.
// Addresses are relative to the page: the bot may stand below any path.

import { chooseLanguage, fill, LANGUAGES, wordsOf } from "./words.js";
import { element, showCard } from "./card.js";

const $ = (id) => document.getElementById(id);
const log = $("log"), quick = $("quick"), text = $("text"), typing = $("typing"), notice = $("notice");
const TYPING_MS = 8000; // a bot that needs longer is not typing any more
const RETRY_MS = [1000, 2000, 5000, 10000];

let language = chooseLanguage(location.search, navigator.languages ?? [navigator.language ?? "id"]);
let words = wordsOf(language);
let session = { title: "Chat", locales: LANGUAGES, handover: false };
let status = { owner: "bot" };
let record = null;
let after = 0;
let stream = null;
let tries = 0;
let typingTimer = 0;
let following = true; // the newest line stays in sight until the reader scrolls up
const seen = new Set();

// ---- words on the page --------------------------------------------------------------------------

function speak() {
  words = wordsOf(language);
  document.documentElement.lang = language;
  document.title = session.title;
  $("title").textContent = session.title;
  $("face").textContent = session.title.trim().charAt(0).toUpperCase();
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = words[node.dataset.word];
  text.placeholder = words.placeholder;
  showEmpty();
  log.setAttribute("aria-label", words.log);
  quick.setAttribute("aria-label", words.answers);
  const other = $("lang");
  other.hidden = session.locales.length < 2;
  other.textContent = words.other;
  other.lang = language === "id" ? "en" : "id";
  other.setAttribute("aria-label", words.otherLabel);
  showStatus();
  if (record) showCard($("card"), record, words);
}

function showStatus() {
  const name = status.agent || words.agent;
  const line = { queue: words.owner_queue, left: words.owner_left, agent: fill(words.owner_agent, name) };
  $("owner").textContent = line[status.owner] ?? words.owner_bot;
  document.body.dataset.owner = status.owner;
  if (status.owner === "agent" || status.owner === "queue") setTyping(false);
}

function showEmpty() {
  log.querySelector(".empty")?.remove();
  if (!log.children.length) log.append(element("li", words.empty, "empty"));
}

function tell(message) {
  notice.textContent = message ?? "";
  notice.hidden = !message;
}

// ---- lines --------------------------------------------------------------------------------------

function addLine(line) {
  if (line.id && seen.has(line.id)) return null;
  if (line.id) seen.add(line.id);
  const author = line.author ?? "bot";
  const name = author === "agent" ? line.agent || words.agent : author === "customer" ? words.you : session.title;
  const item = element("li", null, `line ${author}`);
  log.querySelector(".empty")?.remove();
  const last = log.lastElementChild;
  const turns = !last || last.dataset.name !== name;
  item.dataset.name = name;
  if (turns) item.classList.add("turns");
  if (turns && author !== "customer") item.append(element("span", name, "name"));
  else item.append(element("span", `${name}: `, "unseen"));
  item.append(element("div", line.text, "bubble"));
  for (const [target, label] of [[line.link?.url, line.link?.label], [line.media?.url, words.file]]) {
    if (isWeb(target)) item.append(link(target, label));
  }
  item.append(foot(line.at));
  if (author === "customer") following = true;
  log.append(item);
  follow();
  return item;
}

function follow() {
  if (following) log.scrollTop = log.scrollHeight;
}

function isWeb(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address);
}

function link(address, label) {
  const wrap = element("div", null, "more");
  const anchor = element("a", label);
  anchor.href = address;
  anchor.rel = "noopener noreferrer";
  anchor.target = "_blank";
  wrap.append(anchor);
  return wrap;
}

function foot(at) {
  const time = element("time", clock(at), "foot");
  if (at) time.dateTime = at;
  return time;
}

function clock(at) {
  const shown = language === "id" ? "id-ID" : "en-GB";
  return at ? new Date(at).toLocaleTimeString(shown, { hour: "2-digit", minute: "2-digit" }) : "";
}

function heard(line) {
  after = Math.max(after, line.seq ?? 0);
  setTyping(false);
  if (!addLine(line)) return;
  showButtons(line.buttons ?? []);
}

function showButtons(buttons) {
  quick.replaceChildren(
    ...buttons.map((button) => {
      const node = element("button", button.label);
      node.type = "button";
      node.addEventListener("click", () => send(button.label, button.id));
      return node;
    }),
  );
  quick.hidden = buttons.length === 0;
}

function setTyping(on) {
  clearTimeout(typingTimer);
  typing.hidden = !on;
  if (on) typingTimer = setTimeout(() => setTyping(false), TYPING_MS);
}

// ---- sending ------------------------------------------------------------------------------------

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function page() {
  const query = {};
  for (const [name, value] of [...new URLSearchParams(location.search)].slice(0, 20)) query[name] = value.slice(0, 500);
  return {
    path: location.pathname.slice(0, 500),
    host: location.host,
    title: session.title,
    referrer: document.referrer.slice(0, 500),
    query,
  };
}

async function send(words_, choice) {
  const message = { id: newId(), text: words_, locale: language, page: page() };
  if (choice) message.choice = choice;
  showButtons([]);
  const item = addLine({ author: "customer", text: words_, at: new Date().toISOString() });
  await deliver(message, item);
}

async function deliver(message, item) {
  item.classList.remove("failed");
  item.classList.add("waits");
  const answer = await post("chat/messages", message);
  item.classList.remove("waits");
  if (answer?.ok) {
    tell(null);
    if (status.owner === "bot") setTyping(true);
    return;
  }
  item.classList.add("failed");
  tell(answer?.status === 429 ? words.slow : words.down);
  const line = element("p", `${words.failed} `, "foot");
  const again = element("button", words.again);
  again.type = "button";
  again.addEventListener("click", () => {
    line.remove();
    deliver(message, item); // the same id: if it did arrive, it is not taken twice
  });
  line.append(again);
  item.append(line);
}

async function post(path, data) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(data ?? {}),
    });
    if (answer.status === 401 && path !== "chat/session") {
      await post("chat/session"); // the session is gone: begin a new one and try once more
      return await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) });
    }
    return answer;
  } catch {
    return null;
  }
}

// ---- listening ----------------------------------------------------------------------------------

function listen() {
  stream?.close();
  stream = new EventSource(`chat/stream?after=${after}`);
  stream.addEventListener("open", () => {
    tries = 0;
    tell(null);
  });
  stream.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  stream.addEventListener("status", (event) => {
    status = JSON.parse(event.data);
    showStatus();
  });
  stream.addEventListener("handover", (event) => {
    record = JSON.parse(event.data);
    showCard($("card"), record, words);
  });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CONNECTING) tries += 1;
    if (tries > 1) tell(words.offline);
    if (stream.readyState !== EventSource.CLOSED) return;
    tell(words.offline);
    setTimeout(listen, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
    tries += 1;
  });
}

async function start() {
  speak();
  const answer = await post("chat/session");
  if (!answer?.ok) {
    tell(answer?.status === 429 ? words.slow : words.down);
    setTimeout(start, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    return;
  }
  session = await answer.json();
  if (!session.locales.includes(language) && LANGUAGES.includes(session.locales[0])) language = session.locales[0];
  speak();
  const past = await (await fetch("chat/history")).json();
  after = past.after;
  status = past.status;
  past.lines.forEach(addLine);
  const last = past.lines.at(-1);
  if (last && last.author !== "customer") showButtons(last.buttons ?? []);
  showStatus();
  tell(null);
  document.body.dataset.ready = "true";
  listen();
}

function grow() {
  text.classList.toggle("tall", text.value.includes("\n"));
  text.rows = Math.min(5, text.value.split("\n").length);
  $("send").disabled = !text.value.trim();
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const written = text.value.trim();
  if (!written) return;
  text.value = "";
  grow();
  text.focus();
  send(written);
});
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("form").requestSubmit();
});
log.addEventListener("scroll", () => {
  following = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
});
new ResizeObserver(follow).observe(log);
$("lang").addEventListener("click", () => {
  language = language === "id" ? "en" : "id";
  const search = new URLSearchParams(location.search);
  search.set("lang", language);
  history.replaceState(null, "", `?${search}`);
  speak();
});

grow();
start();
