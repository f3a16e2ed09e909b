import { signal } from "@preact/signals";

/** As in the stylesheets: here columns stand below each other. */
const query = matchMedia("(max-width: 60rem)");

/** Whether the window is so narrow that forms come as a sheet from below. */
export const isNarrow = signal(query.matches);
query.addEventListener("change", ({ matches }) => {
  isNarrow.value = matches;
});
