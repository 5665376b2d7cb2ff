import { describe, expect, it } from 'vitest';
import { imageType } from '../../src/lib/image-type.ts';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');

describe('imageType', () => {
  it.each([
    ['\x89PNG\r\n\x1a\n\0\0', 'image/png'],
    ['GIF89a\x01', 'image/gif'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['RIFF\n\0\0\0WEBPVP8 ', 'image/webp'],
    ['\0\0\0\x20ftypavif\0\0\0\0', 'image/avif'],
    ['\0\0\0\x20ftypmif1\0\0\0\0mif1avif', 'image/avif'],
    ['\0\0\x01\0\x02\0\x10\x10', 'image/x-icon'],
  ])('A154: tells %j as %s', (text, type) => {
    expect(imageType(bytes(text))).toBe(type);
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<?xml version="1.0"?><svg/>',
    '<!doctype html><title>x</title>',
    'GIF',
    '\0\0\x01\0\0\0',
    'RIFF....WAVE',
    '\0\0\0\x20ftypisom\0\0\0\0isommp41',
    '',
  ])('A154: takes %j for no picture', (text) => {
    expect(imageType(bytes(text))).toBeNull();
  });
});
