package org.sledopyt.source;

/** Our short list of stages that an event can prove. What each sub-status means stands in {@code stages.csv}. */
public enum Milestone {
    NOT_FOUND,
    INFO_RECEIVED,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    AVAILABLE_FOR_PICKUP,
    DELIVERY_FAILURE,
    DELIVERED,
    RETURN,
    EXCEPTION,
    CANCELLED,
    EXPIRED,
    UNKNOWN,
    /** Kept and shown, but never moves the milestone: messages, money, data. */
    NO_CHANGE
}
