// Our sign: the feed's waves, the last of them already breaking up.

/** An SVG that stands on light and dark ground alike; attributes only, for no style may be inline. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="15" fill="#c8501e"/>
<g fill="none" stroke="#fff6ea" stroke-width="6.5" stroke-linecap="round">
<path d="M15 31a18 18 0 0 1 18 18"/>
<path d="M15 15a34 34 0 0 1 34 34" stroke-dasharray="19 12 2 12 .1 99"/>
</g>
<circle cx="19" cy="45" r="5.5" fill="#fff6ea"/>
</svg>
`;
