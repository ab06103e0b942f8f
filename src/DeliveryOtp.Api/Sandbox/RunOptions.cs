using System.Globalization;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>The options of <c>./dev run</c>.</summary>
/// <param name="Port">Where to listen on localhost.</param>
/// <param name="DataDirectory">Where the private cluster, its keys and sandbox.json live.</param>
/// <param name="Seeds">Whether an empty sandbox gets a retailer and a few deliveries.</param>
internal sealed record RunOptions(int Port, string DataDirectory, bool Seeds)
{
    private const int DefaultPort = 5080;
    private const string Usage = "usage: ./dev run [--port N] [--data DIR] [--no-seed]";

    /// <exception cref="StartException">An option is unknown or lacks its value.</exception>
    public static RunOptions Parse(IReadOnlyList<string> args)
    {
        var options = new RunOptions(DefaultPort, DefaultDataDirectory(), Seeds: true);
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--port" when i + 1 < args.Count && TryParsePort(args[i + 1], out var port) => options with { Port = port },
                "--data" when i + 1 < args.Count => options with { DataDirectory = Path.GetFullPath(args[i + 1]) },
                "--no-seed" => options with { Seeds = false },
                _ => throw new StartException(Usage),
            };
            if (args[i] is "--port" or "--data")
                i++;
        }

        return options;
    }

    /// <summary><c>.local</c> beside the solution; without one, in the current directory.</summary>
    private static string DefaultDataDirectory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DeliveryOtp.sln")))
                return Path.Combine(folder.FullName, ".local");
        }

        return Path.GetFullPath(".local");
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 0 and <= 65535;
}

/// <summary>The service can't start; the message says what to do.</summary>
internal sealed class StartException(string message) : Exception(message);
