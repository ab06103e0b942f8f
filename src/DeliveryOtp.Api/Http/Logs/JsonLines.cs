using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DeliveryOtp.Api.Http.Logs;

/// <summary>
/// The console's lines for programs: each a flat JSON object with snake_case names, the same ones in every line. Of what the service itself
/// logs, the values in the message are fields too; of others, the message is all.
/// </summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>As <c>Logging:Console:FormatterName</c> calls it.</summary>
    public const string FormatterName = "json-lines";

    private const string OwnCategories = "DeliveryOtp.";

    /// <summary>Of the message before its values were put in.</summary>
    private const string Template = "{OriginalFormat}";

    /// <summary>Never embedded in a page: only what would end a line or a string is escaped, so that people can search for the rest.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            var line = new Line(json);
            json.WriteStartObject();
            line.Add(LogFields.Time, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            line.Add(LogFields.Level, NameOf(logEntry.LogLevel));
            line.Add(LogFields.Category, logEntry.Category);
            line.Add(LogFields.Event, logEntry.EventId.Name);
            line.Add(LogFields.Message, logEntry.Formatter?.Invoke(logEntry.State, logEntry.Exception));
            if (logEntry.Category.StartsWith(OwnCategories, StringComparison.Ordinal) && logEntry.State is IEnumerable<KeyValuePair<string, object?>> values)
                line.AddValues(values);
            scopeProvider?.ForEachScope(static (scope, line) => line.AddScope(scope), line);
            line.Add(LogFields.TraceId, Activity.Current?.TraceId.ToString());
            line.Add(LogFields.Exception, logEntry.Exception?.ToString());
            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    /// <summary>As those who collect logs call them.</summary>
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        LogLevel.None => "none",
    };

    /// <summary>One line: of two fields with the same name the first one stays.</summary>
    private sealed class Line(Utf8JsonWriter json)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        /// <summary>Nothing where there is no value.</summary>
        public void Add(string name, object? value)
        {
            if (value is not null && _names.Add(name))
                Write(name, value);
        }

        public void AddValues(IEnumerable<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                if (name != Template)
                    Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
            }
        }

        /// <summary>The framework's own scopes have paths in them.</summary>
        public void AddScope(object? scope)
        {
            if (scope is LoggedRequest request)
                AddValues(request);
        }

        private void Write(string name, object value)
        {
            switch (value)
            {
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number:
                    json.WriteNumber(name, number);
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }
}
