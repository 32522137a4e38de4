"""One module for each page, each with `render(workspace)`; `navigation.PAGES` lists them."""
