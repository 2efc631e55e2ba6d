package org.sledopyt.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The files of the web app. The app finds its own way from the address, so every address that is neither a file nor ours is answered
 * with its page.
 */
@Configuration(proxyBeanMethods = false)
class AppFiles implements WebMvcConfigurer {

    private static final String PAGE = "index.html";
    private static final List<String> NOT_THE_APPS = List.of("api/", "hooks/", "actuator/");

    private final String files;

    /** @param files where they are: the build puts them into the program */
    AppFiles(@Value("${sledopyt.web.files:classpath:/static/}") String files) {
        this.files = files;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Their names change with their content.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(files + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(files)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(AppFiles::etag)
                .resourceChain(false)
                .addResolver(new PageForAddresses());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/" + PAGE);
    }

    /** Weak, since strong ones would forbid to compress. */
    private static String etag(Resource file) {
        try {
            return "W/\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class PageForAddresses extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            if (file != null) {
                return file;
            }
            return path.equals(PAGE) || isAddress(path) ? page(location) : null;
        }

        private static boolean isAddress(String path) {
            return NOT_THE_APPS.stream().noneMatch((path + "/")::startsWith)
                    && path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
        }

        private static Resource page(Resource location) throws IOException {
            Resource page = location.createRelative(PAGE);
            return page.exists() ? page : new NoApp();
        }
    }

    private static final class NoApp extends ByteArrayResource {

        NoApp() {
            super(
                    "<!doctype html><title>Sledopyt</title><p>This server was built without the web app; its API is at /api/v1."
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String getFilename() {
            return PAGE;
        }
    }
}
