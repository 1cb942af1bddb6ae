/**
 * The drawings stand in a world with three axes: x runs to the lower right, y to the lower left, z up. One unit is one
 * unit of the picture along each axis (an isometric projection without foreshortening).
 */
const COS_30 = 0.866;
const SIN_30 = 0.5;

export type Point = readonly [x: number, y: number, z: number];

/** Where a point of the world lies in the picture. */
export function project([x, y, z]: Point): readonly [number, number] {
  return [(x - y) * COS_30, (x + y) * SIN_30 - z];
}

/** An SVG `points` list of a face. */
export function face(...corners: readonly Point[]): string {
  return corners.map((corner) => project(corner).map(round).join(',')).join(' ');
}

/** An SVG `transform` that lays a flat drawing onto a horizontal plane, its origin at `origin`, its width along x. */
export function lyingAlongX(origin: Point): string {
  const [left, top] = project(origin);
  return `matrix(${COS_30} ${SIN_30} ${-COS_30} ${SIN_30} ${round(left)} ${round(top)})`;
}

/** The same, with the drawing's width against y (to the upper right) and its height along x. */
export function lyingAgainstY(origin: Point): string {
  const [left, top] = project(origin);
  return `matrix(${COS_30} ${-SIN_30} ${COS_30} ${SIN_30} ${round(left)} ${round(top)})`;
}

/** An SVG `transform` that puts a flat drawing onto a wall that faces the lower left: its width along x, its height down. */
export function standingAlongX(origin: Point): string {
  const [left, top] = project(origin);
  return `matrix(${COS_30} ${SIN_30} 0 1 ${round(left)} ${round(top)})`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
