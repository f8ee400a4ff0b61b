const cases = [...document.querySelectorAll("details.case")];
const tag = document.getElementById("tag");
const failed = document.getElementById("failed");
const shown = document.getElementById("shown");
function filter() {
  let count = 0;
  for (const one of cases) {
    const tags = JSON.parse(one.dataset.tags);
    one.hidden = (tag.value !== "" && !tags.includes(tag.value)) || (failed.checked && !("failed" in one.dataset));
    count += one.hidden ? 0 : 1;
  }
  shown.textContent = `${count} of ${cases.length} questions`;
}
tag.addEventListener("change", filter);
failed.addEventListener("change", filter);
filter();
