// Adds the event's time in the viewer's own zone beneath the event's, where the two differ.
"use strict";
(() => {
  const when = document.getElementById("when");
  if (!when || !when.dateTime.includes("T")) return;
  const start = new Date(when.dateTime);
  const end = new Date(when.dataset.end);
  const offset = when.dateTime.slice(-6);
  const ahead = (offset[0] === "-" ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  if (isNaN(start) || isNaN(end) || ahead === -start.getTimezoneOffset()) return;
  const form = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" };
  const written = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, form);
  const line = document.createElement("span");
  line.className = "line soft";
  const text = start < end ? written.formatRange(start, end) : written.format(start);
  line.textContent = `${when.dataset.yours} ${text}`;
  (when.nextElementSibling || when).after(line);
})();
