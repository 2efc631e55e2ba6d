package org.sledopyt.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/** Which sources are worth asking for a number, and in what order. */
@Component
class SourceChoice {

    private final Sources sources;
    private final IntakeSettings settings;
    private final Doors doors;

    SourceChoice(Sources sources, IntakeSettings settings, Doors doors) {
        this.sources = sources;
        this.settings = settings;
        this.doors = doors;
    }

    /**
     * The sources to ask, in turns: those of the next turn are asked when none of those before knows the number. Sources of the likeliest
     * carriers come first, together with platforms, which know their parcels whole; then those that only the number's shape speaks for;
     * aggregators last, and after the others those that are paid for by number.
     *
     * @param carriers who may have issued the number, in turns as well; empty: nobody knows
     */
    List<List<String>> of(TrackingNumber number, List<List<String>> carriers) {
        Map<Integer, List<String>> turns = new TreeMap<>();
        for (Source source : sources.all()) {
            Manifest manifest = source.manifest();
            if (settings.of(manifest.code()).enabled()) {
                int turn = turn(manifest, number, carriers);
                if (turn >= 0) {
                    turns.computeIfAbsent(turn, any -> new ArrayList<>()).add(manifest.code());
                }
            }
        }
        return List.copyOf(turns.values());
    }

    /** Negative: not worth asking. */
    private static int turn(Manifest source, TrackingNumber number, List<List<String>> carriers) {
        int first = 0;
        while (first < carriers.size() && carriers.get(first).stream().noneMatch(source.carriers()::contains)) {
            first++;
        }
        boolean named = first < carriers.size();
        if (!named && !source.takes(number)) {
            return -1;
        }
        return switch (source.kind()) {
            case CARRIER -> first;
            case PLATFORM -> named ? first : 0;
            case AGGREGATOR -> carriers.size() + (source.costs() == Manifest.Costs.NOTHING ? 1 : 2);
        };
    }

    /** The sources that can be asked as things are: none of what they require is missing. */
    List<String> open() {
        return sources.all().stream()
                .map(Source::manifest)
                .filter(doors::isOpen)
                .map(Manifest::code)
                .toList();
    }

    /** The sources that want to know one of these things of a parcel. */
    List<String> wanting(Collection<String> needs) {
        return sources.all().stream()
                .map(source -> source.manifest())
                .filter(source -> source.needs().stream().anyMatch(need -> needs.contains(need.name())))
                .map(Manifest::code)
                .toList();
    }
}
