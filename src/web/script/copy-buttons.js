// A button beside each address that is there to be copied; without a script the address itself is.
for (const address of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy ${address.dataset.copy || address.textContent}`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(address.href);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  address.after(button);
}
