package org.sledopyt.place;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Packs what {@code tools/places/make.mjs} wrote into the tables of the program. Here and not in JavaScript, so that names are folded by the
 * very code that looks them up. Run by hand: see {@code tools/places/make.mjs}.
 */
final class MakePlaces {

    private record Row(
            String country,
            String admin,
            String name,
            String ru,
            List<String> others,
            double latitude,
            double longitude,
            int people,
            String zone,
            List<String> codes) {}

    private record Key(byte[] bytes, int place) {}

    private static final Set<String> CYRILLIC =
            Set.of("RU", "BY", "KZ", "UA", "KG", "TJ", "UZ", "TM", "BG", "RS", "MK");

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("tools/places");
        List<Row> rows = new ArrayList<>(lines(folder.resolve("places.tsv"), 0).stream()
                .map(MakePlaces::row)
                .sorted(Comparator.comparingInt(Row::people).reversed())
                .toList());
        Set<String> countries = new TreeSet<>();
        Set<String> zones = new TreeSet<>();
        Map<String, double[]> middles = new TreeMap<>();
        for (String[] line : lines(folder.resolve("countries.tsv"), 0)) {
            middles.put(line[0], new double[] {Double.parseDouble(line[1]), Double.parseDouble(line[2])});
        }
        rows.removeIf(row -> !middles.containsKey(row.country));
        rows.forEach(row -> zones.add(row.zone));
        countries.addAll(middles.keySet());
        List<String> countryList = List.copyOf(countries);
        List<String> zoneList = List.copyOf(zones);
        Path target = Path.of("src/main/java/org/sledopyt/place/places.bin");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            texts(out, countryList);
            texts(out, zoneList);
            shorts(
                    out,
                    rows.stream()
                            .mapToInt(row -> countryList.indexOf(row.country))
                            .toArray());
            shorts(
                    out,
                    rows.stream()
                            .mapToInt(
                                    row -> row.admin.length() == 2 ? row.admin.charAt(0) << 8 | row.admin.charAt(1) : 0)
                            .toArray());
            shorts(
                    out,
                    rows.stream().mapToInt(row -> zoneList.indexOf(row.zone)).toArray());
            ints(
                    out,
                    rows.stream()
                            .mapToInt(row -> (int) Math.round(row.latitude * 1e4))
                            .toArray());
            ints(
                    out,
                    rows.stream()
                            .mapToInt(row -> (int) Math.round(row.longitude * 1e4))
                            .toArray());
            ints(out, rows.stream().mapToInt(Row::people).toArray());
            blobs(
                    out,
                    rows.stream()
                            .map(row -> (row.name + "\t" + row.ru).getBytes(StandardCharsets.UTF_8))
                            .toList());
            List<Key> keys = keys(rows, lines(folder.resolve("aliases.csv"), 1));
            blobs(out, keys.stream().map(Key::bytes).toList());
            ints(out, keys.stream().mapToInt(Key::place).toArray());
            TreeMap<Integer, Integer> codes = new TreeMap<>();
            for (int i = 0; i < rows.size(); i++) {
                for (String code : rows.get(i).codes) {
                    codes.put(Tables.code(code), i);
                }
            }
            ints(out, codes.keySet().stream().mapToInt(Integer::intValue).toArray());
            ints(out, codes.values().stream().mapToInt(Integer::intValue).toArray());
            ints(out, postcodes(rows, lines(folder.resolve("postcodes.csv"), 1)));
            out.writeInt(2 * countryList.size());
            for (String country : countryList) {
                out.writeFloat((float) middles.get(country)[0]);
                out.writeFloat((float) middles.get(country)[1]);
            }
            shorts(
                    out,
                    countryList.stream()
                            .mapToInt(country -> zone(country, rows, zoneList))
                            .toArray());
        }
        Files.write(target, bytes.toByteArray());
        System.out.println(rows.size() + " places, " + bytes.size() + " bytes");
    }

    private static Row row(String[] cells) {
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                list(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Integer.parseInt(cells[7]),
                cells[8],
                list(cells[9]));
    }

    private static List<Key> keys(List<Row> rows, List<String[]> aliases) {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Set<String> names = new LinkedHashSet<>(row.others);
            names.add(row.name);
            names.add(row.ru);
            for (String[] alias : aliases) {
                if (alias[0].equals(row.country) && alias[1].equals(row.name)) {
                    names.add(alias[2]);
                }
            }
            Set<String> folded = new HashSet<>();
            for (String name : names) {
                // "Shenzhen Shi" in Chinese, "Orsha / Орша" and "Frankfurt (Oder)" are written without the rest as
                // well.
                for (String written : List.of(
                        name,
                        name.replaceAll("市$", ""),
                        name.replaceAll(" City$", ""),
                        name.replaceAll("\\s*[(/].*", ""))) {
                    String key = Fold.name(written);
                    folded.add(key);
                    if (key.startsWith("saint ")) {
                        folded.add("st " + key.substring(6));
                    }
                    if (CYRILLIC.contains(row.country) && !key.isEmpty()) {
                        folded.add("~" + Fold.squeezed(key));
                    }
                }
            }
            int place = i;
            folded.stream()
                    .filter(key -> key.length() > 1)
                    .forEach(key -> keys.add(new Key(key.getBytes(StandardCharsets.UTF_8), place)));
        }
        keys.sort((a, b) -> {
            int order = Arrays.compareUnsigned(a.bytes, b.bytes);
            return order != 0 ? order : Integer.compare(a.place, b.place);
        });
        return keys;
    }

    private static int[] postcodes(List<Row> rows, List<String[]> ranges) {
        int[] places = new int[1000];
        Arrays.fill(places, -1);
        for (String[] range : ranges) {
            int place = -1;
            for (int i = rows.size() - 1; i >= 0; i--) {
                boolean there = Set.of("RU", "UA").contains(rows.get(i).country);
                if (there
                        && Fold.name(rows.get(i).name).equals(Fold.name(range[2]))
                        && (place < 0 || rows.get(i).country.equals("RU"))) {
                    place = i;
                }
            }
            if (place < 0) {
                throw new IllegalStateException("no town " + range[2]);
            }
            Arrays.fill(places, Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1, place);
        }
        return places;
    }

    /** The zone of a country in which all clocks show the same the year round; -1 for others. */
    private static int zone(String country, List<Row> rows, List<String> zones) {
        Map<String, String> clocks = new HashMap<>();
        for (Row row : rows) {
            if (row.country.equals(country)) {
                StringBuilder year = new StringBuilder();
                for (int month = 1; month <= 12; month++) {
                    year.append(ZoneId.of(row.zone)
                            .getRules()
                            .getOffset(Instant.parse("2026-%02d-15T00:00:00Z".formatted(month))));
                }
                clocks.putIfAbsent(year.toString(), row.zone);
            }
        }
        return clocks.size() == 1 ? zones.indexOf(clocks.values().iterator().next()) : -1;
    }

    private static List<String> list(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
    }

    private static List<String[]> lines(Path file, int skip) throws IOException {
        String separator = file.toString().endsWith(".tsv") ? "\t" : ",";
        return Files.readAllLines(file).stream()
                .skip(skip)
                .map(line -> line.split(separator, -1))
                .toList();
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static void shorts(DataOutputStream out, int[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeShort(number);
        }
    }

    private static void ints(DataOutputStream out, int[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    /** All one after the other, then how long each is. */
    private static void blobs(DataOutputStream out, List<byte[]> blobs) throws IOException {
        out.writeInt(blobs.stream().mapToInt(blob -> blob.length).sum());
        for (byte[] blob : blobs) {
            out.write(blob);
        }
        out.writeInt(blobs.size());
        for (byte[] blob : blobs) {
            if (blob.length > 255) {
                throw new IllegalStateException("too long: " + new String(blob, StandardCharsets.UTF_8));
            }
            out.writeByte(blob.length);
        }
    }
}
