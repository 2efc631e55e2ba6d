package org.sledopyt.intake;

import org.sledopyt.source.Reading;

/** What came of the last ask of a source for a number. */
public enum Outcome {
    /** not asked yet */
    WAITING,
    /** asked only if those that are asked first do not know the number */
    LATER,
    /** not asked yet, because the source has to be given the number first; that is done next */
    UNREGISTERED,
    FOUND,
    NOT_FOUND,
    REJECTED,
    SIGN_IN,
    QUOTA,
    BLOCKED,
    OUTAGE,
    UNREADABLE,
    /** the source needs a key that nobody entered */
    NO_KEY,
    /** the source needs something of the parcel, such as a postcode, that nobody entered */
    NO_EXTRAS;

    static Outcome of(Reading reading) {
        return switch (reading) {
            case Reading.Found found -> FOUND;
            case Reading.NotFound notFound -> NOT_FOUND;
            case Reading.Rejected rejected -> REJECTED;
            case Reading.Unreadable unreadable -> UNREADABLE;
            case Reading.Refused refused ->
                switch (refused.why()) {
                    case SIGN_IN -> SIGN_IN;
                    case QUOTA -> QUOTA;
                    case BLOCKED -> BLOCKED;
                    case OUTAGE -> OUTAGE;
                };
            case Reading.Unregistered unregistered -> UNREGISTERED;
            case Reading.Registered registered -> WAITING;
            case Reading.Ordered ordered -> WAITING;
            case Reading.NotReady notReady -> WAITING;
        };
    }

    /** Whether the source had no chance to say anything yet. */
    public boolean isOpen() {
        return this == WAITING || this == LATER || this == UNREGISTERED || this == NO_EXTRAS;
    }

    /** Whether the source spoke about the parcel; everything else says nothing of it. */
    boolean isAnswer() {
        return this == FOUND || this == NOT_FOUND || this == REJECTED;
    }
}
