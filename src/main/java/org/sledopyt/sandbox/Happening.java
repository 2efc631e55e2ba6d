package org.sledopyt.sandbox;

/** What can happen to a parcel, in words of no carrier. An emulator tells only what its carrier has a word for. */
public enum Happening {
    ANNOUNCED,
    PACKED,
    ACCEPTED,
    LEFT_OFFICE,
    ARRIVED_SORTING,
    LEFT_SORTING,
    EXPORT_CUSTOMS,
    EXPORT_RELEASED,
    HANDED_TO_AIRLINE,
    DEPARTED_COUNTRY,
    ARRIVED_COUNTRY,
    IMPORT_CUSTOMS,
    DUTY_DUE,
    IMPORT_RELEASED,
    HANDED_TO_LAST_MILE,
    ARRIVED_IN_CITY,
    AT_DELIVERY_OFFICE,
    OUT_FOR_DELIVERY,
    ATTEMPT_FAILED,
    READY_AT_OFFICE,
    READY_IN_LOCKER,
    STORAGE_ENDING,
    DELIVERED,
    COLLECTED_FROM_LOCKER,
    RETURN_STARTED,
    RETURN_MOVING,
    RETURNED,
    LOST,
    /** The parcel goes on under {@link Story#next()}. */
    RENUMBERED,
    /** The promised day moves on by two days. */
    DATE_MOVED,
    /** The step before was a mistake and is taken back. */
    WITHDRAWN,
    /** Something no code table has; {@link Step#code()} says what the carrier calls it. */
    ODDITY
}
