using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp health</c>: whether the service is ready, for images that have no curl. 0 ready, 1 not.</summary>
internal static class HealthCommand
{
    private const int ImagePort = 8080;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var url = new Option<Uri?>("--url")
        {
            Description = "Where to ask.",
            CustomParser = Parse,
            DefaultValueFactory = _ => new UriBuilder(Uri.UriSchemeHttp, "localhost", Port(), "/health/ready").Uri,
        };
        var command = new Command("health", "Asks a running service whether it is ready.") { url };
        command.SetAction((parsed, cancel) => AskAsync(
            parsed.GetRequiredValue(url)!,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel));
        return command;
    }

    /// <summary>Where the service of the same environment has its health.</summary>
    private static int Port() =>
        int.TryParse(Environment.GetEnvironmentVariable("DeliveryOtp__ManagementPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : ImagePort;

    private static Uri? Parse(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens.Single().Value, UriKind.Absolute, out var url))
            return url;
        argument.AddError("--url has to be an absolute URL.");
        return null;
    }

    private static async Task<int> AskAsync(Uri url, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await client.GetAsync(url, cancel);
            var answer = await response.Content.ReadAsStringAsync(cancel);
            await (response.IsSuccessStatusCode ? output : error).WriteLineAsync(answer);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await error.WriteLineAsync($"Nothing answers at {url}: {exception.Message}");
            return 1;
        }
    }
}
