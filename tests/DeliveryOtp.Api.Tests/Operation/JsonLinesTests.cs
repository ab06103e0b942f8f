using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http.Logs;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>A line of the log is one flat JSON object, whatever is in it.</summary>
public sealed class JsonLinesTests
{
    private const string Own = "DeliveryOtp.Api.Tests";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 7, 11, 50, 123, TimeSpan.FromHours(1));

    [Fact]
    public void A_line_has_time_level_category_event_message_and_values()
    {
        var id = Guid.Parse("01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41");
        var line = LineOf(logger => logger.LogWarning(new EventId(7, "put_off"), "Mail of {DeliveryId} after {Tries}, {Share}", id, 3, 0.5));
        Assert.Equal(
            """{"time":"2026-11-28T06:11:50.123Z","level":"warning","category":"DeliveryOtp.Api.Tests","event":"put_off","message":"Mail of 01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41 after 3, 0.5","delivery_id":"01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41","tries":3,"share":0.5}""",
            line);
    }

    [Theory]
    [InlineData("two\nlines\r\n")]
    [InlineData("\u2028\u2029\u0085\0\u001b[31m")]
    [InlineData("a \"quote\", a \\ and a lone \ud800 surrogate")]
    [InlineData("\",\"level\":\"info\",\"x\":\"")]
    public void What_callers_send_can_neither_end_a_line_nor_forge_a_field(string text)
    {
        var line = LineOf(logger => logger.LogError(new InvalidOperationException(text), "Said {Reason}", text));
        Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        var read = JsonNode.Parse(line)!.AsObject();
        Assert.Equal(["time", "level", "category", "message", "reason", "exception"], read.Select(field => field.Key));
        Assert.Equal("error", read.Text("level"));
        Assert.Equal(text.Replace('\ud800', '\ufffd'), read.Text("reason"));
        Assert.Contains("InvalidOperationException", read.Text("exception"), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_people_stay_what_they_are() =>
        Assert.Contains("\"reason\":\"L'été <à> Größe\"", LineOf(logger => logger.LogInformation("{Reason}", "L'été <à> Größe")), StringComparison.Ordinal);

    [Fact]
    public void A_value_never_takes_the_place_of_what_every_line_has()
    {
        var read = JsonNode.Parse(LineOf(logger => logger.LogInformation("{Level} {Time} {Message}", "critical", "never", "none")))!.AsObject();
        Assert.Equal(("info", "2026-11-28T06:11:50.123Z", "critical never none"), (read.Text("level"), read.Text("time"), read.Text("message")));
    }

    [Fact]
    public void What_there_is_not_has_no_field() =>
        Assert.DoesNotContain("reason", LineOf(logger => logger.LogInformation("Because {Reason}", [null])), StringComparison.Ordinal);

    /// <summary>The framework's names are anything, and would be fields by the hundred.</summary>
    [Fact]
    public void Of_others_the_message_is_all()
    {
        var read = JsonNode.Parse(LineOf(logger => logger.LogInformation("Executed {CommandText}", "select 1"), "Microsoft.EntityFrameworkCore"))!.AsObject();
        Assert.Equal(["time", "level", "category", "message"], read.Select(field => field.Key));
        Assert.Equal("Executed select 1", read.Text("message"));
    }

    private static string LineOf(Action<ILogger> log, string category = Own)
    {
        using var text = new StringWriter();
        log(new Writing(text, category));
        var line = text.ToString();
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        return line[..^1];
    }

    private sealed class Writing(StringWriter text, string category) : ILogger
    {
        private readonly JsonLines _formatter = new(new FakeTimeProvider(Now));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), scopeProvider: null, text);
    }
}
