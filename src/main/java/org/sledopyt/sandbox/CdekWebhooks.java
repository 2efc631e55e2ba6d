package org.sledopyt.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * CDEK's subscriptions and the messages they bring. Each subscription has a thread that lives by the world's clock and sends what
 * comes due, in order. A receiver that cannot be reached or does not answer in time is tried twelve times in 75 minutes of world
 * time, then all subscriptions of its address are switched off. Any other answer than 200 is not tried again and costs the
 * subscription 24 hours later.
 */
final class CdekWebhooks implements AutoCloseable {

    /** What can be subscribed to; messages come for the first three. */
    static final Set<String> TYPES = Set.of(
            "ORDER_STATUS",
            "ORDER_MODIFIED",
            "DELIV_PROBLEM",
            "PRINT_FORM",
            "PREALERT_CLOSED",
            "ACCOMPANYING_WAYBILL",
            "OFFICE_AVAILABILITY",
            "DELIV_AGREEMENT");

    private static final int MOST_SUBSCRIPTIONS = 2;
    private static final int MOST_ATTEMPTS = 12;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(75).dividedBy(MOST_ATTEMPTS - 1);
    private static final Duration GRACE = Duration.ofHours(24);

    private final World world;
    private final Settings settings;
    private final CdekOrders orders;
    private final HttpClient http;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private @Nullable List<Due> agenda;

    /** Something to be told of an order; {@code before} is what was told of it just before. */
    private record Due(Story story, Step step, @Nullable Step before) {}

    private record Message(Instant dueAt, long place, int attempt, byte[] body) {}

    CdekWebhooks(World world, Settings settings, CdekOrders orders) {
        this.world = world;
        this.settings = settings;
        this.orders = orders;
        http = HttpClient.newBuilder()
                .connectTimeout(settings.webhookTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Empty if there are two already. The same type may be subscribed twice and then comes twice. */
    synchronized Optional<Subscription> subscribe(String type, URI url) {
        if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            return Optional.empty();
        }
        if (agenda == null) {
            agenda = agenda();
        }
        Subscription subscription =
                new Subscription(type, url, agenda, world.clock().instant());
        subscriptions.add(subscription);
        subscription.thread.start();
        return Optional.of(subscription);
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    Optional<Subscription> find(String uuid) {
        return subscriptions.stream()
                .filter(subscription -> subscription.uuid.toString().equals(uuid))
                .findFirst();
    }

    void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
        subscription.thread.interrupt();
    }

    /** All that CDEK will ever tell, by time. Made at the first subscription only: in a large world it takes room. */
    private List<Due> agenda() {
        List<Due> agenda = new ArrayList<>();
        world.stories()
                .filter(story -> story.numbers().containsKey(Carrier.CDEK) && !story.has(Quirk.OTHER_CONTRACT))
                .forEach(story -> {
                    Step before = null;
                    for (Step step : story.knownTo(Carrier.CDEK).toList()) {
                        agenda.add(new Due(story, step, before));
                        before = step;
                    }
                });
        agenda.sort(Comparator.comparing(due -> due.step.toldAt()));
        return agenda;
    }

    /** What a subscriber of that type is sent; null if this does not concern him. */
    private @Nullable ObjectNode message(String type, Due due) {
        Step step = due.step;
        String number = Objects.requireNonNull(due.story.numbers().get(Carrier.CDEK));
        ObjectNode attributes =
                switch (type) {
                    case "ORDER_STATUS" -> orderStatus(number, due);
                    case "ORDER_MODIFIED" -> step.what() == Happening.DATE_MOVED ? orderModified(due) : null;
                    case "DELIV_PROBLEM" ->
                        step.what() == Happening.ATTEMPT_FAILED ? deliveryProblem(number, step) : null;
                    default -> null;
                };
        if (attributes == null) {
            return null;
        }
        ObjectNode message = Answer.JSON
                .createObjectNode()
                .put("type", type)
                .put("date_time", CdekOrders.offset(step.toldAt()))
                .put("uuid", CdekOrders.uuid(number).toString());
        message.set("attributes", attributes);
        return message;
    }

    private @Nullable ObjectNode orderStatus(String number, Due due) {
        boolean withdrawn = due.step.what() == Happening.WITHDRAWN;
        Step step = withdrawn && due.before != null ? due.before : due.step;
        CdekOrders.Words words = orders.words(step);
        if (words == null) {
            return null;
        }
        ObjectNode attributes = Answer.JSON
                .createObjectNode()
                .put("is_return", false)
                .put("is_reverse", false)
                .put("is_client_return", false)
                .put("cdek_number", number)
                .put("number", CdekOrders.shopsNumber(number))
                .put("code", words.inWebhooks())
                .put("status_code", words.oldNumber());
        if (!words.reason().isEmpty()) {
            attributes.put("status_reason_code", words.reason());
        }
        attributes.put("status_date_time", CdekOrders.offset(step.at()));
        attributes.put("city_name", step.where().ru());
        attributes.put("city_code", Integer.toString(step.where().cdekCode()));
        attributes.putArray("related_entities");
        return attributes.put("deleted", withdrawn);
    }

    private static @Nullable ObjectNode orderModified(Due due) {
        if (due.story.promisedOn() == null) {
            return null;
        }
        int moves = (int) due.story
                .knownTo(Carrier.CDEK)
                .filter(step -> step.what() == Happening.DATE_MOVED)
                .takeWhile(step -> !step.at().isAfter(due.step.at()))
                .count();
        ObjectNode attributes = Answer.JSON.createObjectNode().put("modification_type", "PLANED_DELIVERY_DATE_CHANGED");
        attributes
                .putObject("new_value")
                .put("type", "DATE")
                .put("value", CdekOrders.promised(due.story, moves).toString());
        return attributes;
    }

    private static ObjectNode deliveryProblem(String number, Step step) {
        return Answer.JSON
                .createObjectNode()
                .put("cdek_number", number)
                .put("number", CdekOrders.shopsNumber(number))
                .put("code", CdekOrders.PROBLEM_ABSENT)
                .put("create_date", CdekOrders.zulu(step.at()));
    }

    @Override
    public void close() {
        subscriptions.forEach(this::unsubscribe);
        http.shutdownNow();
    }

    /** One subscriber. Learns of what is told after the subscription. */
    final class Subscription {

        private final UUID uuid = UUID.randomUUID();
        private final String type;
        private final URI url;
        private final List<Due> agenda;
        private final PriorityQueue<Message> waiting =
                new PriorityQueue<>(Comparator.comparing(Message::dueAt).thenComparing(Message::place));
        private final Thread thread;
        private int next;
        private Instant endsAt = Instant.MAX;

        private Subscription(String type, URI url, List<Due> agenda, Instant now) {
            this.type = type;
            this.url = url;
            this.agenda = agenda;
            while (next < agenda.size() && !agenda.get(next).step.toldAt().isAfter(now)) {
                next++;
            }
            thread = Thread.ofVirtual().name("cdek-webhook-" + uuid).unstarted(this::run);
        }

        UUID uuid() {
            return uuid;
        }

        String type() {
            return type;
        }

        URI url() {
            return url;
        }

        private void run() {
            try {
                while (subscriptions.contains(this)) {
                    step(world.clock().instant());
                }
            } catch (InterruptedException unsubscribed) {
                Thread.currentThread().interrupt();
            }
        }

        private void step(Instant now) throws InterruptedException {
            collect(now);
            Message first = waiting.peek();
            if (!endsAt.isAfter(now)) {
                subscriptions.remove(this);
            } else if (first != null && !first.dueAt.isAfter(now)) {
                send(waiting.remove(), now);
            } else {
                Instant wake = first == null || first.dueAt.isAfter(endsAt) ? endsAt : first.dueAt;
                Instant upcoming = next < agenda.size() ? agenda.get(next).step.toldAt() : Instant.MAX;
                world.clock().await(upcoming.isBefore(wake) ? upcoming : wake);
            }
        }

        private void collect(Instant now) {
            for (; next < agenda.size() && !agenda.get(next).step.toldAt().isAfter(now); next++) {
                Due due = agenda.get(next);
                ObjectNode message = message(type, due);
                if (message != null) {
                    waiting.add(new Message(due.step.toldAt(), next, 1, Answer.JSON.writeValueAsBytes(message)));
                }
            }
        }

        private void send(Message message, Instant now) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(settings.webhookTimeout())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(message.body))
                    .build();
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200 && endsAt.equals(Instant.MAX)) {
                    endsAt = now.plus(GRACE);
                }
            } catch (IOException unreachable) {
                if (message.attempt == MOST_ATTEMPTS) {
                    subscriptions.stream()
                            .filter(subscription -> subscription.url.equals(url))
                            .forEach(CdekWebhooks.this::unsubscribe);
                } else {
                    Instant again = now.plus(BETWEEN_ATTEMPTS);
                    waiting.add(new Message(again, message.place, message.attempt + 1, message.body));
                }
            }
        }
    }
}
