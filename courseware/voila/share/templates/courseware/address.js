// The token has done its work once the page is here: it need not stay in the address.
(() => {
  const address = new URL(location.href);
  if (!address.searchParams.has("token")) return;
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
})();
