/** Where lanes lie, in pixels from the top, and what lies at a point. */

import type { Bar, Mark, Timeline } from '../../state/timeline/lanes';
import type { Stretch } from '../../state/timeline/span';
import type { Placed, Track } from '../../state/timeline/track';

export const AXIS = 24;
export const MARK_ROW = 14;
export const TRACK = 12;
const LANE_ROOM = 6;
/** How far beside a thing the pointer still means it. */
const REACH_PIXELS = 4;

/** The top of each lane, and at the end the bottom of the last. */
export type Places = readonly number[];

export function placesOf({ lanes }: Timeline): Places {
  const tops = [AXIS];
  for (const { tracks } of lanes)
    tops.push((tops.at(-1) ?? 0) + MARK_ROW + Math.max(1, tracks.length) * TRACK + LANE_ROOM);
  return tops;
}

export function laneTop(places: Places, index: number): number {
  return places[index] ?? 0;
}

/** @param y from the top of the first lane's axis, scrolling taken into account */
export function thingAt(
  line: Timeline,
  places: Places,
  view: Stretch,
  width: number,
  x: number,
  y: number,
): Bar | Mark | null {
  const index = line.lanes.findIndex((_, i) => y >= laneTop(places, i) && y < laneTop(places, i + 1));
  const lane = line.lanes[index];
  if (lane === undefined) return null;
  const millisPerPixel = (view.to - view.from) / width;
  const at = view.from + x * millisPerPixel;
  const within = y - laneTop(places, index);
  if (within < MARK_ROW) return nearest(lane.marks, at, REACH_PIXELS * millisPerPixel);
  const track = lane.tracks[Math.floor((within - MARK_ROW) / TRACK)];
  return track === undefined ? null : nearest(track, at, REACH_PIXELS * millisPerPixel);
}

function nearest<T extends Placed>(track: Track<T>, at: number, reach: number): T | null {
  const { first, end } = track.within({ from: at - reach, to: at + reach });
  let best: T | null = null;
  let distance = Infinity;
  for (const thing of track.bars.slice(first, end)) {
    const away = Math.max(0, thing.from - at, at - thing.to);
    if (away <= reach && away <= distance) [best, distance] = [thing, away];
  }
  return best;
}
