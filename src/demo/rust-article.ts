// The one article of the world that is written out in full: how Rust came into the Linux kernel. 690 words, counting its
// headings and caption, and one picture: a four minute read.

export const RUST_TITLE = 'How Rust walked into the Linux kernel, one patch at a time';

/** The standfirst: said beside the article, not in it. */
export const RUST_STANDFIRST =
  'In 2022 the kernel learnt to build a second language. A look at what has been merged since, what is still out of tree, and why the mailing list was the hardest interface of all.';

export const RUST_TAGS = ['linux', 'kernel', 'rust', 'history'] as const;

const RUST_CAPTION = 'Not to scale: a second language settling into a very large tree.';

/** The body as HTML that is also XML; `imageUrl` is absolute. */
export function makeRustBody(imageUrl: string): string {
  return `<p>For thirty-one years the Linux kernel was written in C, with assembly at the edges where C could not reach. In December 2022, version 6.1 added a second language to the tree. It did so in the most kernel-like way imaginable: quietly, behind a configuration option, with almost nothing to show for it.</p>
<h2>A merge with nothing in it</h2>
<p>The work had been in public since 2020. A request for comments went to the mailing list in April 2021, and revision followed revision until Linus Torvalds accepted the series for 6.1. What he merged was infrastructure: build rules, a trimmed copy of the <code>alloc</code> library, a crate named <code>kernel</code> with a handful of abstractions, and a sample module that printed a greeting. Most of an earlier branch, with its drivers and its wider interfaces, was left out on purpose, to be sent later in pieces small enough to be reviewed.</p>
<p>This disappointed people who wanted headlines and reassured people who maintain subsystems. Nothing in 6.1 needed Rust. A kernel built without it was the same kernel as before, and no distribution had to install another compiler. Both were right: most of the work lay ahead, and none could be hurried.</p>
<figure><img src="${imageUrl}" alt="A grid of squares that grow lighter from left to right" width="640" height="360" /><figcaption>${RUST_CAPTION}</figcaption></figure>
<h2>What the language brings</h2>
<p>The promise is narrow and worth stating exactly. Safe Rust rules out use after free, double free, out-of-bounds access and data races at compile time. It does not rule out deadlocks, wrong logic or leaking memory. Code that talks to hardware or to C still needs <code>unsafe</code> blocks, and the kernel’s rules ask for a comment above each one, saying why it is sound.</p>
<p>So the real product is the layer in between. An abstraction wraps a C interface once, with care, and turns its unwritten rules into types: a lock that gives out its data only while it is held, a reference that drops its count by itself. Drivers above that layer can then be written with little unsafe code, or none.</p>
<h2>The first tenants</h2>
<p>Drivers arrived slowly, and the first was modest. Version 6.8, in March 2024, carried a driver for Asix network PHY chips, a little over a hundred lines that duplicated an existing C driver, as a reference for others. Version 6.12 brought a generator that lets the DRM panic screen show its report as a QR code, ready to be photographed. Abstractions for PCI and platform devices followed in 6.13, and with them the ground on which larger things can stand.</p>
<p>Two of those are graphics drivers. Nova is to become the driver for Nvidia GPUs that carry a system processor, and Tyr aims at recent Mali GPUs from Arm. Both are being merged in stages and are still in progress; neither is yet something to run a desktop on. Further along is Binder, the messaging layer under Android: its Rust version entered the tree in 6.18.</p>
<h2>The hardest interface</h2>
<p>None of this was only technical. A maintainer who changes a C function has always fixed its callers across the tree, and now some of the callers are in a language he may not read. One reviewer, who asked not to be named, put it to us like this:</p>
<blockquote><p>I do not mind the syntax. I mind being woken at night by code that I could not have reviewed.</p></blockquote>
<p>The answer so far is a division of labour: whoever wants the bindings keeps them working, and a subsystem can decline for now. Arguments have been long, sometimes bitter, and a few people have left over them. The toolchain is a question as well. Until 6.11 the tree asked for one exact release of the compiler; since then there is a minimum version, so that what a distribution ships will usually do. Builds depend on LLVM, which does not reach every architecture, and the GCC based alternatives are not finished.</p>
<p>Yet the direction is settled. At their meeting in December 2025 the maintainers agreed that the experiment is over, in the sense that Rust stays. It happened as everything happens here: by e-mail, with diffs, one reviewed patch after another.</p>`;
}
