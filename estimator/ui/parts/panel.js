// Shows strings that the server has already worded; it computes nothing.
const texts = (tag, value) => Object.assign(document.createElement(tag), { textContent: value });

export default function ({ data, parentElement }) {
  const panel = parentElement.querySelector(".panel");
  panel.classList.toggle("refused", data.refused);
  for (const [name, value] of [["label", data.label], ["amount", data.amount], ["note", data.note]]) {
    const place = panel.querySelector(`.${name}`);
    if (place.textContent !== value) place.textContent = value;
  }
  panel.querySelector(".facts").replaceChildren(
    ...data.facts.map(([term, value, wide]) => {
      const pair = document.createElement("div");
      if (wide) pair.className = "wide";
      pair.append(texts("dt", term), texts("dd", value));
      return pair;
    }),
  );
}
