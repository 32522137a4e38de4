// Shows strings that the server has already worded; it computes nothing.
// Rows that were open stay open, and the row in focus keeps it, when the figures change.
const element = (tag, className, text) =>
  Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

const heading = (label, count) => {
  const words = element("span", "label", label);
  if (count) words.append(" ", element("span", "count", count));
  return words;
};

const row = ({ label, count, amount, reasons, strong }, key, open) => {
  const figure = element("span", "amount", amount);
  if (!reasons.length) {
    const plain = element("div", strong ? "row strong" : "row");
    plain.append(heading(label, count), figure);
    return plain;
  }
  const details = element("details", "");
  details.dataset.key = key;
  details.open = open.has(key);
  const summary = element("summary", "");
  summary.append(heading(label, count), figure);
  const why = element("ul", "why");
  why.append(...reasons.map((reason) => element("li", "", reason)));
  details.append(summary, why);
  return details;
};

export default function ({ data, parentElement }) {
  const receipt = parentElement.querySelector(".receipt");
  const open = new Set([...receipt.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  const focused = receipt.getRootNode().activeElement?.closest("details")?.dataset.key;
  receipt.replaceChildren(
    ...data.groups.map(({ title, rows }) => {
      const section = element("section", "");
      if (title) section.append(element("h3", "", title));
      section.append(...rows.map((each, index) => row(each, `${title}/${each.label}/${index}`, open)));
      return section;
    }),
  );
  if (focused) receipt.querySelector(`details[data-key="${CSS.escape(focused)}"] summary`)?.focus();
}
