package org.sledopyt.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a sandbox as any program would: it knows addresses and documents, not the emulators. */
final class Client implements AutoCloseable {

    static final String DATA = "http://russianpost.org/operationhistory/data";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;

    Client(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<byte[]> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<byte[]> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(sandbox.address() + path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    JsonNode cainiao(String numbers) {
        return json(get("/cainiao/global/detail.json?mailNos=" + numbers + "&lang=en-US"))
                .get("module");
    }

    HttpResponse<byte[]> history(String number) {
        return history(number, "RUS", Settings.LOGIN);
    }

    HttpResponse<byte[]> history(String number, String language, String login) {
        return post(
                "/russian-post/rtm34",
                """
                <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:o="http://russianpost.org/operationhistory"
                    xmlns:d="http://russianpost.org/operationhistory/data">
                  <e:Header/>
                  <e:Body>
                    <o:getOperationHistory>
                      <d:OperationHistoryRequest>
                        <d:Barcode>%s</d:Barcode><d:MessageType>0</d:MessageType><d:Language>%s</d:Language>
                      </d:OperationHistoryRequest>
                      <d:AuthorizationHeader s:mustUnderstand="1" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
                        <d:login>%s</d:login><d:password>%s</d:password>
                      </d:AuthorizationHeader>
                    </o:getOperationHistory>
                  </e:Body>
                </e:Envelope>""".formatted(number, language, login, Settings.PASSWORD),
                "Content-Type",
                "application/soap+xml; charset=utf-8");
    }

    HttpResponse<byte[]> order(List<String> numbers) {
        StringBuilder items = new StringBuilder();
        numbers.forEach(
                number -> items.append("<f:Item Barcode=\"").append(number).append("\"/>"));
        return batch("<p:ticketRequest><request>" + items + "</request><login>" + Settings.LOGIN + "</login><password>"
                + Settings.PASSWORD + "</password><language>RUS</language></p:ticketRequest>");
    }

    HttpResponse<byte[]> collect(String ticket) {
        return batch("<p:answerByTicketRequest><ticket>" + ticket + "</ticket><login>" + Settings.LOGIN
                + "</login><password>" + Settings.PASSWORD + "</password></p:answerByTicketRequest>");
    }

    HttpResponse<byte[]> batch(String operation) {
        return post(
                "/russian-post/fc",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
                        + " xmlns:p=\"http://fclient.russianpost.org/postserver\""
                        + " xmlns:f=\"http://fclient.russianpost.org\"><e:Header/><e:Body>" + operation
                        + "</e:Body></e:Envelope>",
                "Content-Type",
                "text/xml; charset=utf-8",
                "SOAPAction",
                "\"\"");
    }

    HttpResponse<byte[]> token(String login, String password) {
        return post(
                "/cdek/v2/oauth/token",
                "grant_type=client_credentials&client_id=" + login + "&client_secret=" + password,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    /** A header that lets one in to CDEK. */
    String[] bearer() {
        String token = json(token(Settings.LOGIN, Settings.PASSWORD))
                .get("access_token")
                .asString();
        return new String[] {"Authorization", "Bearer " + token};
    }

    static Document xml(HttpResponse<byte[]> answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
        } catch (Exception e) {
            throw new AssertionError("not XML: " + text(answer), e);
        }
    }

    /** Texts of all elements of that name in Russian Post's namespace of data, in their order. */
    static List<String> all(Document document, String name) {
        List<String> texts = new ArrayList<>();
        NodeList found = document.getElementsByTagNameNS(DATA, name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    /** Elements whose local name is that one, letter case aside. */
    static List<Element> elements(Document document, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList found = document.getElementsByTagName("*");
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i).getLocalName().equalsIgnoreCase(name)) {
                elements.add((Element) found.item(i));
            }
        }
        return elements;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
