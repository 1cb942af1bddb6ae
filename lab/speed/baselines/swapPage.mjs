/** The least that shows another screen when it is pressed: a page that has both as text, and swaps them at once. */
export function swapBetween({ here, there }) {
  const place = document.getElementById('kiosk');
  place.innerHTML = here;
  document.addEventListener('pointerup', () => {
    place.innerHTML = place.querySelector('main').dataset.screen === 'help' ? here : there;
  });
}
