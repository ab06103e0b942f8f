using System.Text.Json;
using System.Text.Json.Serialization;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Replay;

/// <summary>A retailer's own attempts: one JSON object a line, as the service exports them.</summary>
internal static class AttemptFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
    };

    /// <summary>In the order of time, which the export has the other way round.</summary>
    public static IReadOnlyList<ReplayedAttempt> Read(string path)
    {
        try
        {
            return
            [
                .. File.ReadLines(path)
                    .Select((line, index) => (Line: line, Number: index + 1))
                    .Where(each => !string.IsNullOrWhiteSpace(each.Line))
                    .Select(each => Parse(each.Line, each.Number))
                    .OrderBy(attempt => attempt.RecordedAt),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"--replay: {exception.Message}");
        }
    }

    private static ReplayedAttempt Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<ReplayedAttempt>(line, Options)
                ?? throw new WrongInputException(Invariant($"--replay: line {number} is null."));
        }
        catch (JsonException exception)
        {
            throw new WrongInputException(Invariant($"--replay: line {number} is not an attempt: {exception.Message}"));
        }
    }
}
