// Encodes PNG images of the same size as a looping animated GIF.
import gifenc from 'gifenc';
import { PNG } from 'pngjs';

const { applyPalette, GIFEncoder, quantize } = gifenc;

/** Palette index of a pixel that keeps its color from the previous frame. The palette has one color less than a GIF allows. */
const UNCHANGED = 255;

/**
 * Encodes frames as a GIF.
 *
 * @param frames `{ png: Buffer, ms: number }`, each shown for `ms` milliseconds
 * @returns the bytes of the GIF
 */
export function encodeGif(frames) {
  const pictures = frames.map(({ png }) => PNG.sync.read(png));
  const palette = quantize(Buffer.concat(pictures.map(({ data }) => data)), UNCHANGED);
  const gif = GIFEncoder();
  let before;
  for (const [index, { width, height, data }] of pictures.entries()) {
    const pixels = applyPalette(data, palette);
    const changes = before ? pixels.map((color, at) => (color === before[at] ? UNCHANGED : color)) : pixels;
    const transparency = before
      ? { transparent: true, transparentIndex: UNCHANGED, dispose: 1 }
      : { palette, repeat: 0 };
    gif.writeFrame(changes, width, height, { delay: frames[index].ms, ...transparency });
    before = pixels;
  }
  gif.finish();
  return gif.bytes();
}
