// Behaviour of the page: language, landmarks, jumps between an answer and its evidence, where to look after an answer,
// copying and printing, and what is said when the server can't be reached.
(language) => {
  document.documentElement.lang = language;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  const rest = 12; // pixels between a target and the edge of the window

  // The evidence column scrolls by itself on a wide window; the page moves only as far as the card needs.
  const show = (card) => {
    const scroller = card.closest(".scroller");
    const room = scroller.scrollHeight - scroller.clientHeight;
    const wanted = card.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const inner = Math.max(-scroller.scrollTop, Math.min(wanted, room - scroller.scrollTop));
    scroller.scrollBy({ top: inner, behavior: calm });
    const { top, bottom } = card.getBoundingClientRect();
    const below = bottom - inner + rest - innerHeight;
    const above = top - inner - rest;
    if (above < 0) scrollBy({ top: above, behavior: calm });
    else if (below > 0) scrollBy({ top: Math.min(below, above), behavior: calm });
  };

  const jump = (target) => {
    const card = target.closest(".card");
    document.querySelectorAll(".card.shown").forEach((other) => other.classList.remove("shown"));
    if (card) {
      card.closest("details").open = true;
      card.classList.add("shown");
      show(card);
    } else {
      target.scrollIntoView({ behavior: calm, block: "center" });
    }
    (card || target.querySelector("textarea") || target).focus({ preventScroll: true });
  };

  // Links inside the page are followed here: Gradio's <base> would otherwise reload the page and lose the conversation.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    jump(target);
  });

  // A turn as plain text, each chip as the name of its place.
  const plain = (turn) => {
    const copy = turn.cloneNode(true);
    copy.querySelectorAll(".who, .actions").forEach((part) => part.remove());
    copy.querySelectorAll(".chip").forEach((chip) => chip.replaceWith(`[${chip.querySelector(".place").textContent}]`));
    const lines = [...copy.querySelectorAll(".asked, .answer p")].map((line) => line.textContent.trim());
    return [...lines, document.querySelector(".band .notice").textContent].join("\n\n");
  };

  // The clipboard is there on https and on this machine only; elsewhere a selected text is copied.
  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = document.body.appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("#conversation button[data-do]");
    if (!button) return;
    if (button.dataset.do === "print") return print();
    const name = button.textContent;
    await write(plain(button.closest(".turn")));
    button.focus();
    button.textContent = document.querySelector("#conversation p[role=status]").textContent = button.dataset.done;
    setTimeout(() => (button.textContent = name), 2000);
  });

  // Bring the newest question to the top when it is asked, and again with its answer unless that was already growing.
  let seen = "0";
  let isRead = false;
  const follow = () => {
    const turns = document.querySelectorAll("#conversation .turn");
    const growing = document.querySelector("#conversation .growing");
    const now = `${turns.length}${growing ? " growing" : ""}`;
    const isSame = now === seen;
    seen = now;
    if (growing) isRead = isSame && Boolean(growing.querySelector(".statement"));
    if (isSame || !turns.length) return;
    if (growing || !isRead) {
      turns[turns.length - 1].scrollIntoView({ behavior: calm, block: "start" });
      document.querySelector("#evidence .scroller").scrollTop = 0;
    }
    const lost = document.activeElement === document.body || !document.activeElement.checkVisibility();
    if (lost && matchMedia("(hover: hover)").matches) {
      document.querySelector("#question textarea").focus({ preventScroll: true });
    }
  };
  // A question whose connection is lost goes back into the box, under a notice.
  const notice = (isLost) => {
    const place = document.querySelector("#lost p");
    place.textContent = isLost ? place.dataset.text : "";
    document.body.classList.toggle("lost", isLost);
  };
  let asked = "";
  const lose = () => {
    notice(true);
    const box = document.querySelector("#question textarea");
    if (box.value.includes(asked)) return;
    box.value = `${asked}\n${box.value}`.trim();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Gradio would say in English that the connection is lost, ask nothing more, and reload the page without its
  // conversation. So it is told instead that the question has failed, with no message of its own to show.
  const failed = 'data: {"msg":"unexpected_error","message":[]}\n\ndata: {"msg":"close_stream"}\n\n';
  const unbroken = (body) => {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let last = ""; // the end of what came; Gradio's last event may come in two pieces
    const pull = async (stream) => {
      const { value } = await reader.read().catch(() => ({}));
      if (value) {
        last = (last + decoder.decode(value, { stream: true })).slice(-200);
        notice(false);
        stream.enqueue(value);
        return;
      }
      if (!last.includes("close_stream")) {
        lose();
        stream.enqueue(new TextEncoder().encode(failed));
      }
      stream.close();
    };
    return new ReadableStream({ pull, cancel: () => reader.cancel() });
  };
  const direct = window.fetch;
  window.fetch = async (...call) => {
    const address = String(call[0].url ?? call[0]);
    const isQuestion = address.includes("/queue/join");
    const isStream = address.includes("/queue/data");
    if (!isQuestion && !isStream) return direct(...call);
    if (isQuestion) asked = JSON.parse(call[1].body).data[0] ?? "";
    try {
      const response = await direct(...call);
      if (response.status >= 500) throw response;
      return isStream ? new Response(unbroken(response.body)) : response;
    } catch (error) {
      lose();
      return isStream ? new Response(failed) : Response.json({ detail: [] }, { status: 422 });
    }
  };

  const watch = () => {
    const log = document.getElementById("conversation");
    if (!log) return setTimeout(watch, 100);
    const main = document.querySelector("gradio-app main"); // Gradio puts all into it; head and foot are no content
    main.before(document.getElementById("head"));
    main.after(document.getElementById("foot"));
    new MutationObserver(follow).observe(log, { childList: true, subtree: true });
  };
  watch();
}
