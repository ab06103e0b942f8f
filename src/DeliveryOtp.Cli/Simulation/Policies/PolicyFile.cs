using System.Text.Json;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation.Policies;

/// <summary>A policy as JSON: any subset of its fields, spelled as in the API; what is left out keeps its default.</summary>
internal static class PolicyFile
{
    public static DeliveryPolicy Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"--policy: {exception.Message}");
        }
    }

    public static DeliveryPolicy Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Aggregate(DeliveryPolicy.Default, Apply)
                : throw new WrongInputException("--policy: the file has to hold one JSON object.");
        }
        catch (JsonException exception)
        {
            throw new WrongInputException($"--policy: the file is not JSON: {exception.Message}");
        }
    }

    private static DeliveryPolicy Apply(DeliveryPolicy policy, JsonProperty given) =>
        PolicyFields.ByName.TryGetValue(given.Name, out var field)
            ? field.Set(policy, given.Value) ?? throw new WrongInputException($"--policy: {given.Name} has to be {field.Allowed}.")
            : throw new WrongInputException(
                $"--policy: there is no field '{given.Name}'. There are {string.Join(", ", PolicyFields.ByName.Keys)}.");
}
