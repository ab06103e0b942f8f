using Microsoft.Extensions.Options;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>
/// The development sink: keeps mails as files, named so that their order is that of the entries they tell of. A mail that is
/// sent again replaces itself.
/// </summary>
internal sealed class DirectoryTransport(IOptions<MailOptions> options) : MailTransport
{
    private const string Extension = ".eml";

    private string Folder => options.Value.Directory!;

    public override async Task SendAsync(MimeMessage mail, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"{mail.MessageId!.Split('@')[0]}{Extension}");
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream($"{path}.new", access))
            await mail.WriteToAsync(file, cancel);
        File.Move($"{path}.new", path, overwrite: true);
    }

    /// <summary>The names of what is there, newest first.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, $"*{Extension}").Select(path => Path.GetFileNameWithoutExtension(path)).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Null: there is none of this name.</summary>
    public async Task<MimeMessage?> FindAsync(string name, CancellationToken cancel) => List().Contains(name, StringComparer.Ordinal)
        ? await MimeMessage.LoadAsync(Path.Combine(Folder, $"{name}{Extension}"), cancel)
        : null;
}
