using System.Text.Json;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>The files of the data directory. They hold keys, so nobody but their owner may read them.</summary>
internal sealed class SandboxFiles(string directory)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>Null: there is no such file, or not one of this version's.</summary>
    public T? Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(name)), Json);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write<T>(string name, T content) => WriteText(name, JsonSerializer.Serialize(content, Json) + "\n");

    public void WriteText(string name, string text)
    {
        Directory.CreateDirectory(directory);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(PathOf(name), options);
        writer.Write(text);
    }
}

/// <summary><c>sandbox.json</c>: what scripts need to talk to the sandbox.</summary>
internal sealed record SandboxKeys(
    string BaseUrl,
    string AdminKey,
    string? RetailerKey,
    string? SupportKey,
    Guid? RetailerId,
    string? ConnectionString,
    string? RecipientUrl = null);

/// <summary><c>secrets.json</c>: what an operator configures in production, made up once for this sandbox.</summary>
/// <param name="AdminKey">The first admin key.</param>
/// <param name="CodeKey">The code key.</param>
/// <param name="CodeKeyId">
/// No other sandbox's: on a database that they share, a code of another one must not be compared under the wrong key, where the
/// right digits would be a wrong try. Null in files of before, whose key is "sandbox".
/// </param>
internal sealed record SandboxSecrets(string AdminKey, string CodeKey, string? CodeKeyId = null);
