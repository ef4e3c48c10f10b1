package health.foramen.scheduling.planted.web;

public record PlantedApi(String name) {
}
