import { createRoot } from 'react-dom/client';
import { Gallery } from './Gallery.tsx';

const place = document.getElementById('kiosk');
if (place === null) throw new Error('gallery.html has no place for the gallery');
createRoot(place).render(<Gallery />);
