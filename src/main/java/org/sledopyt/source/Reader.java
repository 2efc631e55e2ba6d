package org.sledopyt.source;

import java.util.List;

/**
 * Reads answers as the pipeline does: cut into one raw per number, then read one by one. Sources promise not to throw; one that does
 * all the same costs its own answer and nothing else.
 */
public final class Reader {

    private Reader() {}

    /** What an answer says of all its numbers, in the order of the answer. Never throws. */
    public static List<Reading> readAll(Source source, Raw raw) {
        return split(source, raw).stream()
                .flatMap(part -> read(source, part).stream())
                .toList();
    }

    /** {@link Source#split}; the whole answer if that fails. */
    public static List<Raw> split(Source source, Raw raw) {
        try {
            return source.split(raw);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(raw);
        }
    }

    /**
     * {@link Source#read}; one {@link Reading.Unreadable} that names the fault if that fails. An event without a code of which the source makes
     * nothing is read by its words; one with an unknown code stays unknown.
     */
    public static List<Reading> read(Source source, Raw raw) {
        try {
            return source.read(raw).stream().map(Reader::byWords).toList();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(
                    new Reading.Unreadable("the reader of " + source.manifest().code() + " failed: " + where(e)));
        }
    }

    private static Reading byWords(Reading reading) {
        return reading instanceof Reading.Found found && found.events().stream().anyMatch(Reader::hasOnlyWords)
                ? new Reading.Found(
                        found.number(),
                        found.events().stream().map(Reader::byWords).toList(),
                        found.facts())
                : reading;
    }

    private static SourceEvent byWords(SourceEvent event) {
        return hasOnlyWords(event) ? event.saying(Phrases.standard().match(event.text(), event.carrier())) : event;
    }

    private static boolean hasOnlyWords(SourceEvent event) {
        return event.code() == null && event.how() == SourceEvent.How.NONE;
    }

    /** Kind and place of a fault, without its message: that may quote the answer. */
    private static String where(Throwable fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return fault.getClass().getSimpleName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
