// The door of the websub stage: being told by hubs instead of asking feeds (W3C WebSub, the subscriber's part).
export { discoverHub } from './hub-links.ts';
export { createSubscriber, type Subscriber } from './subscriber.ts';
