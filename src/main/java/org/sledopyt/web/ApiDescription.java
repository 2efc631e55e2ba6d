package org.sledopyt.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

/**
 * The OpenAPI description, made of the controllers when it is first asked for: what makes it would take a fifth of the server's start,
 * so it lives in a context of its own that is closed again.
 */
@RestController
class ApiDescription {

    private final WebApplicationContext server;
    private byte @Nullable [] description;

    ApiDescription(WebApplicationContext server) {
        this.server = server;
    }

    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    synchronized byte[] description(HttpServletRequest request) throws JsonProcessingException {
        if (description == null) {
            description = describe(request);
        }
        return description;
    }

    private byte[] describe(HttpServletRequest request) throws JsonProcessingException {
        try (AnnotationConfigServletWebApplicationContext maker = new AnnotationConfigServletWebApplicationContext()) {
            maker.setParent(server);
            maker.setServletContext(server.getServletContext());
            maker.register(Maker.class);
            maker.refresh();
            maker.getBean(OpenAPIService.class).addMappings(server.getBeansWithAnnotation(RestController.class));
            return maker.getBean(OpenApiWebMvcResource.class)
                    .openapiJson(request, request.getRequestURI(), Locale.ENGLISH);
        }
    }

    @ImportAutoConfiguration({
        SpringDocConfiguration.class,
        SpringDocConfigProperties.class,
        SpringDocWebMvcConfiguration.class
    })
    static class Maker {

        @Bean
        OpenAPI api() {
            SpringDocUtils.getConfig().addRequestWrapperToIgnore(Account.class, Operator.class);
            return new OpenAPI()
                    .info(new Info()
                            .title("Sledopyt")
                            .version("1")
                            .description("A parcel tracker that people run themselves."))
                    .servers(List.of(new Server().url("/")))
                    .components(new Components()
                            .addSecuritySchemes(
                                    "token",
                                    new SecurityScheme()
                                            .type(SecurityScheme.Type.HTTP)
                                            .scheme("bearer"))
                            .addSecuritySchemes(
                                    "session",
                                    new SecurityScheme()
                                            .type(SecurityScheme.Type.APIKEY)
                                            .in(SecurityScheme.In.COOKIE)
                                            .name(SessionCookie.NAME)))
                    .addSecurityItem(new SecurityRequirement().addList("token"))
                    .addSecurityItem(new SecurityRequirement().addList("session"));
        }
    }
}
