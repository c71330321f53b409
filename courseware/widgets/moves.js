/** The signs of things that are moved. */

export const MOVES = {
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  in: 'M4 5v14M8 12h12M15 7l5 5-5 5',
  out: 'M4 5v14M20 12H8M13 7l-5 5 5 5',
  add: 'M12 5v14M5 12h14',
  back: 'm6 6 12 12M18 6 6 18',
  grip: 'M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01',
};
