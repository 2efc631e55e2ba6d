package org.sledopyt.sandbox;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An invented world: parcels with their stories, and its clock. A story does not change; only time makes it known. */
public final class World {

    /** Where the stories come from. */
    interface Stories {

        @Nullable
        Story find(Carrier carrier, String number);

        Stream<Story> all();
    }

    private final WorldClock clock;
    private final Stories stories;
    private final List<DemoParcel> demoParcels;

    World(WorldClock clock, Stories stories, List<DemoParcel> demoParcels) {
        this.clock = clock;
        this.stories = stories;
        this.demoParcels = demoParcels;
    }

    public static World of(WorldClock clock, List<Story> stories) {
        return new World(clock, new Told(stories), List.of());
    }

    /** A handful of parcels in every state; several of them move on in the first minutes after the clock's present. */
    public static World demo(WorldClock clock) {
        DemoWorld demo = new DemoWorld(clock.instant());
        return new World(clock, new Told(demo.stories()), demo.parcels());
    }

    /**
     * Many parcels under way, begun within the 40 days before the clock's present. Same seed, count and present: same world. A
     * story is made when it is asked for, so millions of parcels take no room.
     *
     * @param parcels at most 90 million
     */
    public static World random(long seed, int parcels, WorldClock clock) {
        return new World(clock, new RandomWorld(seed, parcels, clock.instant()), List.of());
    }

    public WorldClock clock() {
        return clock;
    }

    public Stream<Story> stories() {
        return stories.all();
    }

    /** What to follow in {@link #demo}; empty in other worlds. */
    public List<DemoParcel> demoParcels() {
        return demoParcels;
    }

    Optional<Story> find(Carrier carrier, String number) {
        return Optional.ofNullable(stories.find(carrier, number));
    }

    /** Stories that were told one by one. */
    private static final class Told implements Stories {
        private final List<Story> stories;
        private final Map<Carrier, Map<String, Story>> byNumber = new EnumMap<>(Carrier.class);

        Told(List<Story> stories) {
            this.stories = List.copyOf(stories);
            for (Carrier carrier : Carrier.values()) {
                byNumber.put(carrier, new HashMap<>());
            }
            for (Story story : this.stories) {
                story.numbers().forEach((carrier, number) -> named(carrier).put(number, story));
            }
            for (Story story : this.stories) {
                alsoKnownAs(story);
            }
        }

        /** Cainiao and Russian Post know a parcel by its later number too, unless that one has a story of its own. */
        private void alsoKnownAs(Story story) {
            String post = story.numbers().get(Carrier.RUSSIAN_POST);
            if (post != null && story.numbers().containsKey(Carrier.CAINIAO)) {
                named(Carrier.CAINIAO).putIfAbsent(post, story);
            }
            if (post != null && story.next() != null) {
                named(Carrier.RUSSIAN_POST).putIfAbsent(story.next(), story);
            }
        }

        private Map<String, Story> named(Carrier carrier) {
            return Objects.requireNonNull(byNumber.get(carrier));
        }

        @Override
        public @Nullable Story find(Carrier carrier, String number) {
            return named(carrier).get(number);
        }

        @Override
        public Stream<Story> all() {
            return stories.stream();
        }
    }
}
