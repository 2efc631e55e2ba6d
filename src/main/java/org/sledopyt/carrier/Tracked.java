package org.sledopyt.carrier;

/** How far parcels of a service are usually tracked. */
public enum Tracked {
    DELIVERY,
    /** Up to some point on the way: a hand-over, the border. No delivery scan may come. */
    PART,
    NONE,
    UNKNOWN
}
