package org.sledopyt.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;

/** Where an installation keeps its things: the data folder and the PostgreSQL, as told by options and the environment. */
final class Place {

    private Place() {}

    /** {@code --data}, else SLEDOPYT_DATA, else {@code ~/.sledopyt}. */
    static Path folder(@Nullable Path option) {
        if (option != null) {
            return option;
        }
        String set = System.getenv("SLEDOPYT_DATA");
        return set != null && !set.isBlank() ? Path.of(set) : Path.of(System.getProperty("user.home"), ".sledopyt");
    }

    /** The PostgreSQL of SLEDOPYT_DATABASE_URL, else one of our own in the folder. */
    static Database database(DataFolder folder) {
        Map<String, String> environment = System.getenv();
        String url = environment.get("SLEDOPYT_DATABASE_URL");
        return url == null || url.isBlank()
                ? Database.own(folder)
                : Database.at(new Database.Address(
                        url.startsWith("jdbc:") ? url : "jdbc:" + url.replaceFirst("^postgres(ql)?:", "postgresql:"),
                        environment.getOrDefault("SLEDOPYT_DATABASE_USER", "sledopyt"),
                        environment.getOrDefault("SLEDOPYT_DATABASE_PASSWORD", "")));
    }
}
