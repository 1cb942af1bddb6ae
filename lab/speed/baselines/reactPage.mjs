import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** The least that React makes a button of: its words, in the kiosk's fonts, and a count of how often it was pressed. */
function Page() {
  const [count, setCount] = useState(0);
  return createElement('button', { onClick: () => setCount(count + 1) }, `請放卡片 ${count}`);
}

createRoot(document.getElementById('page')).render(createElement(Page));
