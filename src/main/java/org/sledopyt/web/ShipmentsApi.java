package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.Asks;
import org.sledopyt.intake.Detach;
import org.sledopyt.intake.Doors;
import org.sledopyt.intake.Extras;
import org.sledopyt.intake.Follow;
import org.sledopyt.intake.Outcome;
import org.sledopyt.intake.Stories;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.Attentions;
import org.sledopyt.journey.Journey;
import org.sledopyt.shipment.Expectations;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Sources;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the account waits for. */
@RestController
@RequestMapping("/api/v1/shipments")
@Tag(name = "Shipments")
class ShipmentsApi {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NOTE = 5_000;
    private static final int LONGEST_EXTRA = 200;
    private static final int MOST_STAGES = 100;

    /** Either a text with numbers in it, or numbers chosen one by one. */
    record AddForm(@Nullable String text, @Nullable List<NumberForm> numbers) {}

    /**
     * @param carrier the carrier that the person chose, if any
     * @param extras what our sources want to know of the parcel, by name
     */
    record NumberForm(
            @Nullable String number,
            @Nullable String title,
            @Nullable String carrier,
            @Nullable Map<String, String> extras) {}

    /** What is told of a parcel by names of {@code needs}; an empty value takes it back. */
    record ExtrasForm(@Nullable Map<String, String> values) {}

    /** @param source null: the number as a whole */
    record DetachForm(@Nullable String number, @Nullable String source, boolean detached) {}

    /** What is no number, and why: {@code key} and {@code args} of the catalogue. */
    record NotUnderstood(String input, String key, Map<String, Object> args) {}

    record Added(List<ShipmentView> added, List<ShipmentView> known, List<NotUnderstood> notUnderstood) {}

    record ShipmentPage(List<ShipmentView> items, @Nullable String next, int total) {}

    record Refreshed(Instant nextAllowedAt) {}

    private final Shipments shipments;
    private final Follow follow;
    private final Stories stories;
    private final Sources sources;
    private final Doors doors;
    private final Reach reach;
    private final Extras extras;
    private final Detach detach;
    private final Expectations expectations;
    private final AccountContext contexts;
    private final java.time.Clock clock;

    ShipmentsApi(
            Shipments shipments,
            Follow follow,
            Stories stories,
            Sources sources,
            Doors doors,
            Reach reach,
            Extras extras,
            Detach detach,
            Expectations expectations,
            AccountContext contexts,
            java.time.Clock clock) {
        this.shipments = shipments;
        this.follow = follow;
        this.stories = stories;
        this.sources = sources;
        this.doors = doors;
        this.reach = reach;
        this.extras = extras;
        this.detach = detach;
        this.expectations = expectations;
        this.contexts = contexts;
        this.clock = clock;
    }

    @GetMapping
    ShipmentPage list(
            Account me,
            Paging paging,
            @RequestParam(defaultValue = "active") String state,
            @RequestParam(defaultValue = "") String milestone,
            @RequestParam(defaultValue = "") String urgency,
            @RequestParam(required = false) @Nullable String unchangedSince,
            @RequestParam(defaultValue = "") String q) {
        Shipments.Wanted wanted = new Shipments.Wanted(
                state(state),
                stages(milestone),
                urgencies(urgency),
                q,
                moment(unchangedSince),
                after(paging),
                paging.limit() + 1);
        List<Shipment> found = shipments.list(me.id(), wanted);
        Page<Shipment> page = paging.page(found, shipment -> shipment.id().toString());
        boolean whole = wanted.after() == null && page.next() == null;
        int total = whole ? page.items().size() : shipments.count(me.id(), wanted);
        return new ShipmentPage(views(me, page.items()), page.next(), total);
    }

    @PostMapping
    Added add(Account me, @RequestBody AddForm form) {
        Context context = contexts.of(me);
        List<Shipment> added = new ArrayList<>();
        List<Shipment> known = new ArrayList<>();
        List<NotUnderstood> not = new ArrayList<>();
        if (form.text != null) {
            for (Recognised found : Recogniser.standard().inText(form.text, context)) {
                follow(me, found, null, "", context, added, known, not);
            }
            if (added.isEmpty() && known.isEmpty() && not.isEmpty()) {
                not.add(new NotUnderstood(shortened(form.text), "add.noNumber", Map.of()));
            }
        }
        if (form.numbers != null) {
            if (form.numbers.size() > Recogniser.MOST_NUMBERS) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "add.tooMany", Map.of("most", Recogniser.MOST_NUMBERS));
            }
            // All or nothing: what is told wrongly is said before anything is added.
            form.numbers.forEach(one -> checked(one.extras, me.language()));
            for (NumberForm one : form.numbers) {
                add(me, one, context, added, known, not);
            }
        }
        return new Added(views(me, added), views(me, known), not);
    }

    @GetMapping("/{id}")
    ShipmentView get(Account me, @PathVariable UUID id) {
        return whole(me, find(me, id));
    }

    @PatchMapping("/{id}")
    ShipmentView change(Account me, @PathVariable UUID id, @RequestBody Patch patch) {
        Shipment shipment = find(me, id);
        shipments.rename(
                shipment,
                limited(patch.text("title", shipment.title()).strip(), LONGEST_TITLE, "title"),
                limited(patch.text("note", shipment.note()), LONGEST_NOTE, "note"));
        boolean archived = patch.flag("archived", shipment.archivedAt() != null);
        if (archived != (shipment.archivedAt() != null)) {
            follow.archive(shipment, archived);
        }
        boolean muted = patch.flag("muted", shipment.muted());
        if (muted != shipment.muted()) {
            follow.mute(shipment, muted);
        }
        String chosen = patch.text("carrier", "");
        if (!chosen.isEmpty() && !chosen.equals(shipment.carrier())) {
            if (Carriers.find(chosen).isEmpty()) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "add.carrierUnknown", Map.of("carrier", shortened(chosen)));
            }
            follow.choose(shipment, chosen);
        }
        return whole(me, find(me, id));
    }

    /** Asks a source now that would have its turn only if nobody else knew the number. */
    @PostMapping("/{id}/asks/{source}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(Account me, @PathVariable UUID id, @PathVariable String source) {
        if (!follow.ask(find(me, id), source)) {
            throw new Problem(HttpStatus.NOT_FOUND, "source.none");
        }
    }

    /** Tells of a parcel what sources want to know, such as a postcode. It is kept sealed and never shown again, to nobody. */
    @PutMapping("/{id}/extras")
    ShipmentView tell(Account me, @PathVariable UUID id, @RequestBody ExtrasForm form) {
        Shipment shipment = find(me, id);
        follow.tell(shipment, checked(form.values, me.language()));
        return whole(me, find(me, id));
    }

    /**
     * Says that what a source tells of a number, or a number as a whole, is of another parcel, or takes that back. It holds for the parcel, so
     * only its sole follower or an operator may say it.
     */
    @PutMapping("/{id}/detached")
    ShipmentView detach(Account me, @PathVariable UUID id, @RequestBody DetachForm form) {
        Shipment shipment = find(me, id);
        String number = form.number == null ? "" : form.number;
        if (!detach.isOf(shipment, number, form.source)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "detach.unknown", Map.of("number", shortened(number)));
        }
        if (form.source == null && number.equals(shipment.number())) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "detach.first", Map.of("number", number));
        }
        if (!me.operator() && !detach.isSoleFollower(shipment)) {
            throw new Problem(HttpStatus.CONFLICT, "detach.shared", Map.of());
        }
        detach.set(shipment, new TrackingNumber(number), form.source, form.detached);
        return whole(me, find(me, id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Account me, @PathVariable UUID id) {
        follow.delete(find(me, id));
    }

    @PostMapping("/{id}/refresh")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Refreshed refresh(Account me, @PathVariable UUID id) {
        Instant again = follow.refresh(find(me, id));
        if (again != null) {
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "refresh.tooSoon", Map.of("at", again.toString()));
        }
        return new Refreshed(clock.instant().plus(follow.refreshEvery()));
    }

    private void add(
            Account me,
            NumberForm form,
            Context context,
            List<Shipment> added,
            List<Shipment> known,
            List<NotUnderstood> not) {
        String written = form.number == null ? "" : form.number.strip();
        String title = form.title == null ? "" : limited(form.title.strip(), LONGEST_TITLE, "title");
        if (form.carrier != null && Carriers.find(form.carrier).isEmpty()) {
            not.add(new NotUnderstood(
                    shortened(written), "add.carrierUnknown", Map.of("carrier", shortened(form.carrier))));
            return;
        }
        if (!looksLikeNumber(written)) {
            not.add(new NotUnderstood(shortened(written), "add.noNumber", Map.of()));
            return;
        }
        Map<String, String> told = checked(form.extras, me.language());
        Recognised found = Recogniser.standard().number(written, context);
        Shipment shipment = follow(me, found, form.carrier, title, context, added, known, not);
        if (shipment != null) {
            follow.tell(shipment, told);
        }
    }

    /** What is told of a parcel, if some source wants to know it and it looks right to one. */
    private Map<String, String> checked(@Nullable Map<String, String> told, String language) {
        Map<String, String> checked = new HashMap<>();
        for (Map.Entry<String, String> one :
                told == null ? Map.<String, String>of().entrySet() : told.entrySet()) {
            String value = limited(one.getValue() == null ? "" : one.getValue().strip(), LONGEST_EXTRA, one.getKey());
            List<Manifest.Need> needs = sources.all().stream()
                    .flatMap(source -> source.manifest().needs().stream())
                    .filter(need -> need.name().equals(one.getKey()))
                    .toList();
            if (needs.isEmpty()) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "extras.unknown", Map.of("field", shortened(one.getKey())));
            }
            if (!value.isEmpty() && needs.stream().noneMatch(need -> need.fits(value))) {
                Manifest.Need need = needs.getFirst();
                String label = need.names().getOrDefault(language, need.name());
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "extras.wrong",
                        Map.of("field", label, "example", need.example()));
            }
            checked.put(one.getKey(), value);
        }
        return checked;
    }

    /** Something that a carrier may have printed: letters and digits, at least five, not too many. */
    private static boolean looksLikeNumber(String written) {
        long kept = written.codePoints().filter(Character::isLetterOrDigit).count();
        boolean hasDigit = written.codePoints().anyMatch(Character::isDigit);
        return kept >= 5 && kept <= TrackingNumber.MAX_LENGTH && hasDigit;
    }

    private @Nullable Shipment follow(
            Account me,
            Recognised found,
            @Nullable String carrier,
            String title,
            Context context,
            List<Shipment> added,
            List<Shipment> known,
            List<NotUnderstood> not) {
        TrackingNumber number = found.number();
        if (number == null) {
            not.add(new NotUnderstood(shortened(found.input()), "add.noNumber", Map.of()));
            return null;
        }
        List<List<String>> turns = new ArrayList<>();
        if (carrier != null) {
            turns.add(List.of(carrier));
        }
        turns.addAll(Recogniser.standard().turns(found, context));
        Follow.Followed followed = follow.follow(me.id(), number, turns, title);
        if (carrier != null) {
            follow.choose(followed.shipment(), carrier);
        }
        (followed.added() ? added : known).add(followed.shipment());
        return followed.shipment();
    }

    private Shipment find(Account me, UUID id) {
        return shipments.find(me.id(), id).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "shipment.none"));
    }

    private ShipmentView whole(Account me, Shipment shipment) {
        Journey journey = stories.of(shipment.bucket(), shipment.parcelId());
        List<AskView> asks = asks(me, List.of(shipment)).getOrDefault(shipment.parcelId(), List.of());
        Reach.Now now = reach.now();
        List<JourneyView.NumberView> numbers = journey.numbers().stream()
                .map(number -> {
                    boolean own = number.text().equals(shipment.number());
                    List<Candidate> candidates = Recogniser.standard()
                            .number(number.text(), contexts.of(me))
                            .candidates();
                    List<String> carriers =
                            JourneyView.carriers(number, own ? shipment.carrier() : null, journey.legs(), candidates);
                    return JourneyView.number(
                            number, own ? "PERSON" : "SOURCE", now.pages(carriers, number, me.language()));
                })
                .toList();
        return ShipmentView.of(
                shipment,
                asks,
                extras(shipment, asks),
                expected(shipment),
                JourneyView.of(journey, numbers, asks, Attentions.read(shipment.attentions()), me.language()));
    }

    /** What its owner said of it; null if it is in the archive. */
    private ShipmentView.@Nullable Expected expected(Shipment shipment) {
        return expectations.of(shipment.bucket(), List.of(shipment.parcelId())).stream()
                .filter(one -> one.shipmentId().equals(shipment.id()))
                .findFirst()
                .map(ShipmentView.Expected::of)
                .orElse(null);
    }

    /** What the sources of a shipment want to know of its parcel, and what of it this account told. */
    private List<ShipmentView.Extra> extras(Shipment shipment, List<AskView> asks) {
        List<Manifest.Need> needs = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (AskView ask : asks) {
            Manifest source = sources.get(ask.source()).manifest();
            if (doors.isOpen(source)) {
                needs.addAll(doors.needs(source));
                if (ask.outcome().isOpen() && ask.outcome() != Outcome.LATER) {
                    doors.needs(source).stream()
                            .filter(Manifest.Need::required)
                            .map(Manifest.Need::name)
                            .forEach(missing::add);
                }
            }
        }
        if (needs.isEmpty()) {
            return List.of();
        }
        Set<String> told = extras.names(shipment);
        return Reach.once(needs).stream()
                .map(need -> new ShipmentView.Extra(
                        need, told.contains(need.name()), missing.contains(need.name()) && !told.contains(need.name())))
                .toList();
    }

    private List<ShipmentView> views(Account me, List<Shipment> found) {
        Map<UUID, List<AskView>> asks = asks(me, found);
        return found.stream()
                .map(shipment -> ShipmentView.of(
                        shipment, asks.getOrDefault(shipment.parcelId(), List.of()), List.of(), null, null))
                .toList();
    }

    private Map<UUID, List<AskView>> asks(Account me, List<Shipment> found) {
        Map<Integer, List<UUID>> parcels = new HashMap<>();
        found.forEach(shipment -> parcels.computeIfAbsent(shipment.bucket(), bucket -> new ArrayList<>())
                .add(shipment.parcelId()));
        Map<String, Boolean> ready = new HashMap<>();
        Map<UUID, List<AskView>> views = new HashMap<>();
        stories.asks(parcels).forEach((parcel, asks) -> {
            List<AskView> its = new ArrayList<>();
            for (Asks.Ask ask : asks) {
                sources.find(ask.source()).ifPresent(source -> {
                    Manifest manifest = source.manifest();
                    boolean isReady = ready.computeIfAbsent(ask.source(), code -> doors.isOpen(manifest));
                    its.add(AskView.of(ask, manifest, isReady, me.language()));
                });
            }
            views.put(parcel, its);
        });
        return views;
    }

    private static Shipments.State state(String text) {
        try {
            return Shipments.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "state"));
        }
    }

    /** Milestones, or {@code MILESTONE/SUB}, separated by commas. */
    private static Set<String> stages(String text) {
        Set<String> stages = new LinkedHashSet<>();
        for (String stage : text.split(",", MOST_STAGES)) {
            if (!stage.isBlank()) {
                String milestone = stage.strip().replaceFirst("/[A-Z_]{1,60}$", "");
                if (Arrays.stream(Milestone.values())
                        .noneMatch(one -> one.name().equals(milestone))) {
                    throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "milestone"));
                }
                stages.add(stage.strip());
            }
        }
        return stages;
    }

    /** A, B, C, separated by commas. */
    private static Set<String> urgencies(String text) {
        Set<String> urgencies = new LinkedHashSet<>();
        for (String one : text.split(",")) {
            if (!one.isBlank()) {
                if (Arrays.stream(Attention.Urgency.values())
                        .noneMatch(known -> known.name().equals(one.strip()))) {
                    throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "urgency"));
                }
                urgencies.add(one.strip());
            }
        }
        return urgencies;
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "unchangedSince"));
        }
    }

    private static @Nullable UUID after(Paging paging) {
        try {
            return paging.after() == null ? null : UUID.fromString(paging.after());
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "cursor"));
        }
    }

    private static String limited(String text, int most, String field) {
        if (text.length() > most) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "request.tooLong", Map.of("field", field, "most", most));
        }
        return text.replace("\0", "");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
