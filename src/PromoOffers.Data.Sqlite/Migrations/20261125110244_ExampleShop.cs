using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ExampleShop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ExampleShopKey",
                table: "Organization",
                type: "TEXT",
                maxLength: 512,
                nullable: true);

            migrationBuilder.UpdateData(
                table: "Organization",
                keyColumn: "Id",
                keyValue: 1,
                column: "ExampleShopKey",
                value: null);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ExampleShopKey",
                table: "Organization");
        }
    }
}
