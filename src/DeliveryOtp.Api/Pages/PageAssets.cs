using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;

namespace DeliveryOtp.Api.Pages;

/// <summary>
/// Stylesheets, scripts and pictures of the pages, out of the assembly, so that they are there wherever it runs. A digest over
/// all of them stands in their path: a browser keeps them for good, and modules may name each other by relative paths.
/// </summary>
public sealed class PageAssets
{
    public const string Path = "/assets";

    private const string Root = "wwwroot/";
    private const int DigestCharacters = 12;

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly FrozenDictionary<string, PageAsset> _assets;

    public PageAssets()
    {
        var assembly = Assembly.GetExecutingAssembly();
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Root.Length..], name => Load(assembly, name), StringComparer.Ordinal);
        Digest = DigestOf(_assets);
    }

    /// <summary>Of everything that is served.</summary>
    public string Digest { get; }

    /// <summary>Their paths below the digest.</summary>
    public IEnumerable<string> Names => _assets.Keys;

    /// <param name="name">Such as <c>recipient/main.js</c>.</param>
    /// <exception cref="ArgumentException">There is no such asset.</exception>
    public string Url(string name) => _assets.ContainsKey(name)
        ? $"{Path}/{Digest}/{name}"
        : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    public PageAsset? Find(string name) => _assets.GetValueOrDefault(name);

    private static PageAsset Load(Assembly assembly, string name)
    {
        using var file = assembly.GetManifestResourceStream(name)!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        if (name.EndsWith(".js", StringComparison.Ordinal))
            content = Encoding.UTF8.GetBytes(ScriptComments.Blank(Encoding.UTF8.GetString(content)));
        var type = Types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return new PageAsset(content, type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type);
    }

    private static string DigestOf(IReadOnlyDictionary<string, PageAsset> assets)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in assets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            all.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            all.AppendData(SHA256.HashData(asset.Content.Span));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset())[..DigestCharacters];
    }
}

/// <param name="Content">The bytes.</param>
/// <param name="Type">For the Content-Type header.</param>
public sealed record PageAsset(ReadOnlyMemory<byte> Content, string Type);
