/* A button for other people's pages: <kalends-button event="PROKEY"></kalends-button>, of an event or a group.
   language: a tag such as "de"; else that of the page around it. theme: "light" or "dark"; else the visitor's.
   label: instead of the usual words. What stands inside the element is shown until, or unless, the button can be.
   It asks only the server that this script came from, stores nothing and tells nobody. */
(() => {
  "use strict";
  const script = document.currentScript;
  const SERVER = script ? script.src.replace(/\/button\.js(?:[?#].*)?$/, "") : "";
  const PROKEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const LIGHT = "--paper:#fff;--ink:#1f1d1a;--edge:#857f75;--accent:#7a2e2e;--on:#fff;--over:#f3eee6;color-scheme:light";
  const DARK = "--paper:#1e1d1a;--ink:#efece5;--edge:#8d867b;--accent:#eaa9a4;--on:#2b0e0e;--over:#33302b;color-scheme:dark";
  const CSS = `
:host{${LIGHT};display:inline-block;font:1rem/1.4 system-ui,sans-serif}
:host([hidden]){display:none}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
:host([theme=dark]){${DARK}}
*{box-sizing:border-box}
.box{position:relative;display:inline-block}
.main{display:inline-flex;align-items:center;gap:.5rem;min-block-size:44px;padding:.5rem 1.25rem;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;text-decoration:none;text-align:start;cursor:pointer}
.main:hover{filter:brightness(1.12)}
.main[aria-haspopup]::after{content:"";inline-size:.5em;block-size:.5em;border:solid currentColor;border-width:0 2px 2px 0;rotate:45deg;translate:0 -.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.as-round{border-radius:99px}
.as-flat{border-radius:0}
.as-3d{border-block-end:4px solid color-mix(in srgb,var(--accent),#000 40%)}
.as-neumorphism,.as-text{border-color:transparent;background:var(--paper);color:var(--accent)}
.as-neumorphism{box-shadow:3px 3px 8px #0004,-3px -3px 8px #ffffff12,inset 0 0 0 1px var(--edge)}
.as-text{text-decoration:underline;text-underline-offset:.16em}
.menu{position:absolute;z-index:1000;inset-block-start:calc(100% + 4px);inset-inline-start:0;min-inline-size:100%;inline-size:max-content;max-inline-size:min(20rem,calc(100vw - 1rem));margin:0;padding:.25rem;border:1px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--ink);box-shadow:0 6px 24px #0003}
.menu[hidden]{display:none}
.menu.end{inset-inline:auto 0}
.menu.up{inset-block:auto calc(100% + 4px)}
.menu a{display:flex;align-items:center;min-block-size:44px;padding:.25rem .75rem;border-radius:6px;color:inherit;text-decoration:none}
.menu a:hover,.menu a:focus{background:var(--over)}
.menu a:focus-visible{outline-offset:-3px}
`;

  const made = (tag, properties, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const dressed = (root, ...texts) => {
    try {
      root.adoptedStyleSheets = texts.map((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return sheet;
      });
    } catch {
      root.querySelectorAll("style").forEach((it) => it.remove());
      root.append(made("style", { textContent: texts.join("") }));
    }
  };
  /* Colours of the event's own, and the scheme its style asks for; `theme`, and the page around it, say the last word. */
  const COLOUR = /^#[0-9a-f]{6}$/;
  const coloured = ({ scheme, light, dark }) => {
    const fill = (it) => (it && it.every((one) => COLOUR.test(one)) ? `;--accent:${it[0]};--on:${it[1]}` : "");
    const [day, night] = [LIGHT + fill(light), DARK + fill(dark)];
    const usual = scheme === "dark" ? night : day;
    const turning = scheme ? "" : `@media(prefers-color-scheme:dark){:host{${night}}}`;
    return `:host{${usual}}${turning}:host([theme=light]){${day}}:host([theme=dark]){${night}}`;
  };
  /* A file is opened in place, where telephones offer to add it; a provider's page beside the page. */
  const beside = (type) => (type === "apple" || type === "ical" ? {} : { target: "_blank" });

  class KalendsButton extends HTMLElement {
    static observedAttributes = ["event", "language", "label"];

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
      dressed(this.shadowRoot, CSS);
      this.box = made("div", { className: "box" });
      this.shadowRoot.append(this.box);
      this.stepBack();
      this.close = this.close.bind(this);
      this.asked = 0;
    }

    connectedCallback() {
      this.outside = (event) => event.composedPath().includes(this) || this.close();
      document.addEventListener("pointerdown", this.outside);
      this.loadSoon();
    }

    disconnectedCallback() {
      document.removeEventListener("pointerdown", this.outside);
      this.close();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.loadSoon();
    }

    /* Once, however many attributes come at a time. */
    loadSoon() {
      const asked = (this.asked += 1);
      queueMicrotask(() => asked === this.asked && this.load(asked));
    }

    get server() {
      return (this.getAttribute("server") || SERVER).replace(/\/+$/, "");
    }

    async load(asked) {
      const prokey = (this.getAttribute("event") || "").trim();
      if (!PROKEY.test(prokey)) return this.stepBack();
      const around = this.closest("[lang]");
      const language = this.getAttribute("language") || (around && around.lang) || "";
      const query = language ? `?lang=${encodeURIComponent(language)}` : "";
      try {
        const answer = await fetch(`${this.server}/${prokey}/button.json${query}`, { credentials: "omit" });
        const told = answer.ok && (await answer.json());
        if (asked === this.asked) told ? this.show(told) : this.stepBack();
      } catch {
        if (asked === this.asked && !this.textContent.trim()) this.show({ label: "Calendar", url: `${this.server}/${prokey}`, items: [] });
      }
    }

    /* What stands inside is shown instead. */
    stepBack() {
      this.menu = undefined;
      this.box.replaceChildren(made("slot"));
    }

    show(told) {
      this.menu = undefined;
      const words = this.getAttribute("label") || told.label;
      this.box.lang = told.language || "";
      this.box.dir = told.direction || "auto";
      const look = told.look || {};
      dressed(this.shadowRoot, CSS, coloured(look));
      if (look.hidden) return this.box.replaceChildren();
      const className = look.shape ? `main as-${look.shape}` : "main";
      if (!told.items.length) {
        const link = made("a", { className, href: told.url, target: "_blank", rel: "noopener", textContent: words });
        return this.box.replaceChildren(link);
      }
      this.opener = made("button", { className, type: "button", textContent: words }, { "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "menu" });
      this.menu = made("div", { className: "menu", id: "menu", hidden: true }, { role: "menu", "aria-label": words });
      this.menu.append(...told.items.map((item) => this.item(item)));
      this.opener.addEventListener("click", () => (this.menu.hidden ? this.open(0) : this.close()));
      this.opener.addEventListener("keydown", (event) => {
        const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
        if (at === undefined) return;
        event.preventDefault();
        this.open(at);
      });
      this.menu.addEventListener("keydown", (event) => this.pressed(event));
      this.menu.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !this.box.contains(event.relatedTarget)) this.close();
      });
      this.box.replaceChildren(this.opener, this.menu);
    }

    item({ type, label, url }) {
      const link = made("a", { href: url, rel: "noopener", textContent: label, tabIndex: -1, ...beside(type) }, { role: "menuitem" });
      link.addEventListener("click", () => {
        this.dispatchEvent(new CustomEvent("kalends-chosen", { bubbles: true, composed: true, detail: { type } }));
        this.close();
      });
      return link;
    }

    get links() {
      return [...this.menu.children];
    }

    open(at) {
      this.menu.className = "menu";
      this.menu.hidden = false;
      this.opener.setAttribute("aria-expanded", "true");
      const { left, right, bottom } = this.menu.getBoundingClientRect();
      this.menu.classList.toggle("end", left < 0 || right > document.documentElement.clientWidth);
      this.menu.classList.toggle("up", bottom > innerHeight && this.opener.getBoundingClientRect().top > bottom - innerHeight);
      this.links.at(at).focus();
    }

    close() {
      if (!this.menu || this.menu.hidden) return;
      const within = this.menu.contains(this.shadowRoot.activeElement);
      this.menu.hidden = true;
      this.opener.setAttribute("aria-expanded", "false");
      if (within) this.opener.focus();
    }

    pressed(event) {
      const links = this.links;
      const at = links.indexOf(this.shadowRoot.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
      if (event.key === "Escape" || event.key === "Tab") {
        if (event.key === "Escape") event.preventDefault();
        return this.close();
      }
      if (event.key === " ") {
        event.preventDefault();
        return links[at].click();
      }
      if (to !== undefined) {
        event.preventDefault();
        return links.at(to % links.length).focus();
      }
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = [...links.slice(at + 1), ...links.slice(0, at + 1)];
      const found = next.find((link) => link.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found) found.focus();
    }
  }

  if (!customElements.get("kalends-button")) customElements.define("kalends-button", KalendsButton);
})();
