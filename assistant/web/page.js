// Behaviour of the page: language, jumps between an answer and its evidence, and where to look after an answer.
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

  // Bring the newest question to the top, when it is asked and again when its answer has come.
  let seen = "0";
  const follow = () => {
    const turns = document.querySelectorAll("#conversation .turn");
    const now = `${turns.length}${document.querySelector("#conversation .waiting") ? " waiting" : ""}`;
    if (now === seen) return;
    seen = now;
    if (!turns.length) return;
    turns[turns.length - 1].scrollIntoView({ behavior: calm, block: "start" });
    document.querySelector("#evidence .scroller").scrollTop = 0;
    const lost = document.activeElement === document.body || !document.activeElement.checkVisibility();
    if (lost && matchMedia("(hover: hover)").matches) {
      document.querySelector("#question textarea").focus({ preventScroll: true });
    }
  };
  const watch = () => {
    const log = document.getElementById("conversation");
    if (!log) return setTimeout(watch, 100);
    new MutationObserver(follow).observe(log, { childList: true, subtree: true });
  };
  watch();
}
