package org.sledopyt.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Carrier;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.AskOnce;
import org.sledopyt.intake.Outcome;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.AttentionRules;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyDiff;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stage;
import org.sledopyt.storage.Rows;
import org.sledopyt.text.Texts;
import org.sledopyt.web.JourneyView;
import org.sledopyt.web.OfficialPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "track",
        description = "ask the carriers once, print the journey, keep nothing",
        mixinStandardHelpOptions = true)
final class Track implements Callable<Integer> {

    @Parameters(paramLabel = "NUMBER", arity = "1..*")
    List<String> numbers = List.of();

    @Option(names = "--carrier", paramLabel = "CODE", description = "who issued the number, where you know it")
    @Nullable
    String carrier;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Option(names = "--lang", paramLabel = "CODE", description = "ru or en")
    @Nullable
    String language;

    @Option(
            names = "--extra",
            paramLabel = "NAME=VALUE",
            description = "what a source wants to know of the parcel, such as postcode=1234AB; may be repeated")
    Map<String, String> extras = Map.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait for answers that have to be ordered first (${DEFAULT-VALUE})")
    int wait;

    @Override
    public Integer call() {
        int result = 0;
        Sources sources = Sources.load();
        try (AskOnce asking = new AskOnce(sources, System::getenv, Clock.systemUTC(), Duration.ofSeconds(wait))) {
            for (String written : numbers) {
                Recognised recognised = Recogniser.standard().number(written, Context.NONE);
                TrackingNumber number = recognised.number();
                if (number == null) {
                    System.err.println("Not a tracking number: " + written);
                    result = 1;
                    continue;
                }
                List<String> carriers = carrier == null
                        ? Recogniser.standard().carriersToAsk(recognised, Context.NONE)
                        : List.of(carrier);
                print(asking.ask(number, carriers, extras), sources);
            }
        }
        return result;
    }

    private void print(AskOnce.Story story, Sources sources) {
        String spoken = Languages.of(language);
        if (json) {
            System.out.println(Rows.json(view(story, sources, spoken)));
            return;
        }
        Texts texts = new Texts();
        Journey journey = story.journey();
        System.out.println(journey.number() + "  " + label(texts, spoken, journey.stage()));
        for (Journey.Event event : journey.events()) {
            String at = event.time().iso();
            String place = JourneyDiff.place(event.place());
            System.out.println("  " + (at == null ? "" : at) + "  " + label(texts, spoken, event.stage())
                    + (place == null ? "" : "  " + place) + "  (" + event.text() + ")");
        }
        for (AskOnce.Said said : story.sources()) {
            System.out.println("  " + said.source() + " " + said.number() + ": " + said.outcome()
                    + (said.detail() == null ? "" : " (" + said.detail() + ")"));
        }
        if (story.sources().isEmpty()) {
            System.out.println("  " + "no source can be asked for this number");
        }
        for (JourneyView.NumberView number : view(story, sources, spoken).numbers()) {
            for (OfficialPage page : number.pages()) {
                if (page.address() != null && !page.asked().equals("yes")) {
                    System.out.println("  " + page.name() + ", which we cannot ask: " + page.address()
                            + (page.withNumber() ? "" : " (enter the number there)"));
                }
            }
        }
    }

    private static JourneyView view(AskOnce.Story story, Sources sources, String language) {
        List<JourneyView.NumberView> numbers = story.journey().numbers().stream()
                .map(number -> {
                    List<Candidate> candidates = Recogniser.standard()
                            .number(number.text(), Context.NONE)
                            .candidates();
                    List<OfficialPage> pages =
                            JourneyView.carriers(number, null, story.journey().legs(), candidates).stream()
                                    .distinct()
                                    .flatMap(code -> Carriers.find(code).stream())
                                    .map(one -> OfficialPage.of(one, number, asked(one, sources, story), language))
                                    .toList();
                    return JourneyView.number(number, "PERSON", pages);
                })
                .toList();
        Instant now = Instant.now();
        List<Attention> attentions = AttentionRules.look(story.journey(), now, Expectation.unsaid(now))
                .attentions();
        return JourneyView.of(story.journey(), numbers, story.sources(), attentions, language);
    }

    private static String asked(Carrier carrier, Sources sources, AskOnce.Story story) {
        List<String> able = sources.all().stream()
                .map(Source::manifest)
                .filter(source -> source.carriers().contains(carrier.code()))
                .map(Manifest::code)
                .toList();
        boolean ready = story.sources().stream()
                .anyMatch(said -> able.contains(said.source()) && said.outcome() != Outcome.NO_KEY);
        return ready ? "yes" : able.isEmpty() ? "no" : "key";
    }

    private static String label(Texts texts, String language, Stage stage) {
        return texts.say(language, "stage." + stage.milestone() + "." + stage.sub(), Map.of());
    }
}
